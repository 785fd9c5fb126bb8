package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.validator.CircuitValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CertificateCircuitTest {
  private static Tensor.Committed header(List<Integer> shape, long lo, long hi) {
    List<String> axes = new ArrayList<>(shape.stream().map(d -> "").toList());
    return new Tensor.Committed("any", shape, TensorKind.MODEL, lo, hi, 3, 0, axes);
  }

  @Test
  void isAValidCircuitForMixedRangesAndShapes() throws Exception {
    CertificateCircuit certificate =
        CertificateCircuit.of(
                5,
                List.of(
                    header(List.of(10, 784), -(1 << 16), (1 << 16) - 1),
                    header(List.of(), -100, 27),
                    header(List.of(1, 7), -3, 5),
                    header(List.of(3, 1, 5), 1000, 1000 + (1 << 20) - 1)))
            .orElseThrow();
    CircuitValidator.validate(certificate.circuit());
    byte[] bytes = CircuitCodec.encode(certificate.circuit());
    assertThat(CircuitCodec.encode(CircuitCodec.decode(bytes))).isEqualTo(bytes);
  }

  @Test
  void smallModelsDoNotPayForLargeTables() {
    CertificateCircuit certificate =
        CertificateCircuit.of(3, List.of(header(List.of(3, 4), -(1 << 16), (1 << 16) - 1)))
            .orElseThrow();
    long rows =
        certificate.circuit().tensors().stream()
            .filter(Tensor.Iota.class::isInstance)
            .mapToLong(t -> t.shape().get(0))
            .sum();
    assertThat(rows).isLessThan(200);
  }

  @Test
  void quotientsStayInTheirDeclaredRangesAndLeaveALimb() {
    long lo = -12345;
    long hi = lo + (1 << 18) - 1;
    CertificateCircuit certificate =
        CertificateCircuit.of(4, List.of(header(List.of(50), lo, hi))).orElseThrow();
    long[] values = new Random(5).longs(50, lo, hi + 1).toArray();
    values[0] = lo;
    values[1] = hi;
    List<long[]> witness = certificate.witness(List.of(values));
    List<Tensor.Witness> declared =
        certificate.circuit().tensors().stream()
            .filter(Tensor.Witness.class::isInstance)
            .map(Tensor.Witness.class::cast)
            .filter(t -> t.name().contains(".u"))
            .toList();
    assertThat(witness).hasSameSizeAs(declared).isNotEmpty();
    for (int i = 0; i < witness.size(); i++) {
      for (long u : witness.get(i)) {
        assertThat(u).isBetween(declared.get(i).lo(), declared.get(i).hi());
      }
    }
    long top = declared.get(declared.size() - 1).hi() - declared.get(declared.size() - 1).lo() + 1;
    assertThat(Math.floorMod(hi - lo + 1, top)).isZero();
  }

  @Test
  void thereIsNoneForRangesThatLimbsCannotCompose() {
    assertThat(CertificateCircuit.of(4, List.of(header(List.of(3), -(1 << 20), 1 << 20))))
        .isEmpty();
    assertThat(CertificateCircuit.of(4, List.of())).isEmpty();
  }

  /** hi − lo + 1 passes 2^63: a length that wraps would be that of a table of one row. */
  @Test
  void widestRangesDoNotWrap() throws Exception {
    long limit = 1L << 62;
    assertThat(CertificateCircuit.of(4, List.of(header(List.of(3), -limit, limit)))).isEmpty();
    CertificateCircuit certificate =
        CertificateCircuit.of(4, List.of(header(List.of(2), -limit, limit - 1))).orElseThrow();
    CircuitValidator.validate(certificate.circuit());
    long[] edges = {-limit, limit - 1};
    List<long[]> witness = certificate.witness(List.of(edges));
    List<Tensor.Witness> declared =
        certificate.circuit().tensors().stream()
            .filter(Tensor.Witness.class::isInstance)
            .map(Tensor.Witness.class::cast)
            .filter(t -> t.name().contains(".u"))
            .toList();
    assertThat(witness).hasSameSizeAs(declared).isNotEmpty();
    for (int i = 0; i < witness.size(); i++) {
      assertThat(witness.get(i)).containsExactly(declared.get(i).lo(), declared.get(i).hi());
    }
  }
}
