package dev.vouch.circuits.model;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Model files without a native prover: well-formed, but every commitment is the same point and
 * every blinder 0.
 */
public final class ForgedModel {
  private static final BigInteger BASE_FIELD =
      new BigInteger("40000000000000000000000000000000224698fc094cf91b992d30ed00000001", 16);

  /** x = −1, y² = 4 = x³ + 5: a point of Pallas in the encoding of protocol.md §1. */
  private static final byte[] POINT = point();

  private ForgedModel() {}

  private static byte[] point() {
    byte[] x = BASE_FIELD.subtract(BigInteger.ONE).toByteArray();
    byte[] point = new byte[32];
    for (int i = 0; i < point.length; i++) {
      point[i] = x[x.length - 1 - i];
    }
    return point;
  }

  public static ModelFile of(CompiledNetwork network) throws Exception {
    Circuit circuit = network.circuit();
    List<byte[]> points = new ArrayList<>();
    List<byte[]> blinders = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i).kind() == TensorKind.MODEL) {
        int rows = Layout.of(circuit).matrix(i).rows();
        byte[] all = new byte[rows * POINT.length];
        for (int row = 0; row < rows; row++) {
          System.arraycopy(POINT, 0, all, row * POINT.length, POINT.length);
        }
        points.add(all);
        blinders.add(new byte[rows * 32]);
      }
    }
    return new ModelFile(
        VerifyingKey.of(circuit, points, new byte[0]),
        network.program(),
        network.modelValues(),
        blinders);
  }
}
