package dev.vouch.circuits.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Integer programs: what is read is canonical, what is not is refused with a typed error. */
class ProgramFuzzTest {
  static Stream<byte[]> seeds() throws Exception {
    return Programs.all().stream().map(network -> ProgramCodec.encode(network.program()));
  }

  @MethodSource("seeds")
  @FuzzTest
  void program(byte[] bytes) {
    try {
      IntegerProgram program = ProgramCodec.decode(bytes);
      assertThat(ProgramCodec.encode(program)).isEqualTo(bytes);
    } catch (MalformedFormatException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
