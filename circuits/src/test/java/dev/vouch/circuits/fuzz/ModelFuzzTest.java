package dev.vouch.circuits.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.model.ForgedModel;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Model files with the right digest, of which the content is anybody's. */
class ModelFuzzTest {
  static Stream<byte[]> seeds() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    for (CompiledNetwork network : Programs.all()) {
      byte[] bytes = ForgedModel.of(network).encode();
      seeds.add(Arrays.copyOf(bytes, bytes.length - Identifiers.BYTES));
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void model(byte[] content) {
    byte[] bytes = Arrays.copyOf(content, content.length + Identifiers.BYTES);
    byte[] digest = Identifiers.sha3(content);
    System.arraycopy(digest, 0, bytes, content.length, digest.length);
    try {
      assertThat(ModelFile.decode(bytes).encode()).isEqualTo(bytes);
    } catch (MalformedModelFileException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
