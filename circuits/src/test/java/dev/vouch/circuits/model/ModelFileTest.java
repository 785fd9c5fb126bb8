package dev.vouch.circuits.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  /** x = −1, y² = 4 = x³ + 5: a point of Pallas in the encoding of protocol.md §1. */
  private static final byte[] POINT = new byte[32];

  private static ModelFile model;
  private static byte[] bytes;

  @BeforeAll
  static void make() throws Exception {
    byte[] order =
        new BigInteger("40000000000000000000000000000000224698fc094cf91b992d30ed00000001", 16)
            .toByteArray();
    for (int i = 0; i < POINT.length; i++) {
      POINT[i] = order[order.length - 1 - i];
    }
    POINT[0] = 0; // |base field| − 1
    CompiledNetwork network =
        Compiler.compile(TestGraph.dense(1), CompileOptions.defaults(), Calibration.of(Map.of()));
    List<byte[]> points = new ArrayList<>();
    List<byte[]> blinders = new ArrayList<>();
    for (int i = 0; i < network.circuit().tensors().size(); i++) {
      if (network.circuit().tensors().get(i).kind() == TensorKind.MODEL) {
        int rows = rows(network, i);
        byte[] all = new byte[rows * 32];
        for (int row = 0; row < rows; row++) {
          System.arraycopy(POINT, 0, all, row * 32, 32);
        }
        points.add(all);
        blinders.add(new byte[rows * 32]);
      }
    }
    model =
        new ModelFile(
            VerifyingKey.of(network.circuit(), points, new byte[0]),
            network.program(),
            network.modelValues(),
            blinders);
    bytes = model.encode();
  }

  private static int rows(CompiledNetwork network, int tensor) throws Exception {
    return Layout.of(network.circuit()).matrix(tensor).rows();
  }

  @Test
  void readsWhatItWrote() throws Exception {
    ModelFile read = ModelFile.decode(bytes);
    assertThat(read.encode()).isEqualTo(bytes);
    assertThat(read.key().modelId()).isEqualTo(model.key().modelId());
    for (int i = 0; i < model.modelValues().size(); i++) {
      assertThat(read.modelValues().get(i)).isEqualTo(model.modelValues().get(i));
    }
  }

  @Test
  void writesAtomicallyAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("m.vouch");
    Files.writeString(file, "old");
    model.write(file);
    assertThat(ModelFile.read(file).encode()).isEqualTo(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesDamage() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> ModelFile.decode(damaged))
          .isInstanceOf(MalformedModelFileException.class);
    }
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ModelFile.decode(cut))
          .isInstanceOf(MalformedModelFileException.class);
    }
  }

  /** Damage with a digest that fits it: refused by type, or a file that means the same. */
  @Test
  void neverCrashesOnForgedContent() {
    Random random = new Random(2);
    int length = bytes.length - Identifiers.BYTES;
    for (int i = 0; i < 300; i++) {
      byte[] forged = bytes.clone();
      forged[random.nextInt(length)] = (byte) random.nextInt(256);
      System.arraycopy(Identifiers.sha3(forged, 0, length), 0, forged, length, Identifiers.BYTES);
      try {
        assertThat(ModelFile.decode(forged).encode()).isEqualTo(forged);
      } catch (MalformedModelFileException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void saysNothingSecret() {
    assertThat(model.toString()).doesNotContain("[J").contains(model.key().modelId().hex());
  }
}
