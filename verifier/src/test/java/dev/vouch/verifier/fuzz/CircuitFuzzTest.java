package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Circuits: what is read is canonical, what is not is refused with a typed error; of a valid one it
 * is decided whether its rows are independent.
 */
class CircuitFuzzTest {
  static Stream<byte[]> seeds() {
    return Net.all().map(net -> net.bytes("circuit"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void circuit(byte[] bytes) {
    try {
      Circuit circuit = CircuitCodec.decode(bytes);
      assertThat(CircuitCodec.encode(circuit)).isEqualTo(bytes);
      CircuitValidator.validate(circuit);
      RowIndependence rows = RowIndependence.of(circuit, 1 << 16, 1 << 20);
      assertThat(rows.text()).isNotEmpty();
    } catch (MalformedFormatException | InvalidCircuitException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
