package dev.vouch.verifier.tampering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.CertificateCircuit;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A certificate says what it says of one model's weights and ranges, and of nothing else. */
class CertificateTamperingTest {
  private static final int CHANGES = 400;

  private final Random random = new Random(5);

  static Stream<VerifyingKey> keys() throws Exception {
    List<VerifyingKey> keys = new ArrayList<>();
    for (JsonNode entry : Vectors.read("certificates.json").get("keys")) {
      if (entry.get("expected").textValue().equals("ACCEPTED")) {
        keys.add(VerifyingKey.decode(Vectors.bytes(entry.get("key"))));
      }
    }
    return keys.stream();
  }

  private static void assertRefused(Circuit circuit, List<byte[]> points, byte[] certificate)
      throws MalformedKeyException {
    try {
      Verifier.of(VerifyingKey.of(circuit, points, certificate));
    } catch (ProofRejectedException e) {
      assertThat(e.reason()).isEqualTo(RejectionReason.CERTIFICATE);
      return;
    }
    throw new AssertionError("accepted");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void elements(VerifyingKey key) throws Exception {
    Verifier.of(key);
    List<Tensor.Committed> model =
        key.circuit().tensorsOf(TensorKind.MODEL).stream()
            .map(Tensor.Committed.class::cast)
            .toList();
    Circuit circuit = CertificateCircuit.of(key.circuit().c(), model).orElseThrow().circuit();
    List<String> kinds = MessageKinds.of(Plan.of(Layout.of(circuit)), Proof.Form.PLAIN);
    byte[] certificate = key.certificate();
    for (int i = 0; i < CHANGES; i++) {
      int element = i % kinds.size();
      byte[] now = element(certificate, element);
      byte[] sibling = element(certificate, random.nextInt(kinds.size()));
      byte[] other =
          MessageKinds.isPoint(kinds.get(element))
              ? Canonical.otherPoint(now, sibling, random)
              : Canonical.otherScalar(now, sibling, random);
      if (!Arrays.equals(other, now)) {
        byte[] changed = certificate.clone();
        ElementChanges.put(changed, Target.ELEMENT * element, other);
        assertRefused(key.circuit(), key.modelPointBytes(), changed);
      }
    }
  }

  private static byte[] element(byte[] certificate, int element) {
    int at = Target.ELEMENT * element;
    return Arrays.copyOfRange(certificate, at, at + Target.ELEMENT);
  }

  /** Another range, scale or axis name of a weight tensor; another row of its commitment. */
  @ParameterizedTest
  @MethodSource("keys")
  void weights(VerifyingKey key) throws Exception {
    EnumSet<OtherCircuits> headers =
        EnumSet.of(
            OtherCircuits.DECLARED_RANGE, OtherCircuits.SCALE_EXPONENT, OtherCircuits.AXIS_NAME);
    List<Tensor> tensors = key.circuit().tensors();
    List<byte[]> points = key.modelPointBytes();
    int model = 0;
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i).kind() != TensorKind.MODEL) {
        continue;
      }
      for (OtherCircuits header : headers) {
        List<Tensor> others = new ArrayList<>(tensors);
        others.set(i, header.changed(tensors.get(i), random));
        assertRefused(OtherCircuits.with(key.circuit(), others), points, key.certificate());
      }
      for (int row = 0; row < points.get(model).length; row += Target.ELEMENT) {
        byte[] rows = points.get(model).clone();
        byte[] now = Arrays.copyOfRange(rows, row, row + Target.ELEMENT);
        ElementChanges.put(rows, row, Canonical.otherPoint(now, now, random));
        if (!Arrays.equals(rows, points.get(model))) {
          List<byte[]> changed = new ArrayList<>(points);
          changed.set(model, rows);
          assertRefused(key.circuit(), changed, key.certificate());
        }
      }
      model++;
    }
  }
}
