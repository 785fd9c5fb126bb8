package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.TrainedModel;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ensembles of every library, on a row that is hostile to exactness, from end to end. */
class TreeProofTest {
  private static final Path CASES =
      Path.of("..", "circuits", "src", "test", "resources", "tabular", "trees");
  private static final int ROW = 7;

  static List<Path> ensembles() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("ensembles")
  void provesAndVerifies(Path folder) throws Exception {
    TrainedModel trained = TrainedModel.of(folder);
    ModelFile model = Prover.commit(trained.compile(CompileOptions.defaults()), 2);
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(trained.samples().get(ROW));
      VerifiedInference verified =
          Verifier.of(model.key(), model.key().modelId()).verify(proven.proof());
      for (VerifiedTensor output : verified.outputs()) {
        assertThat(output.integers())
            .containsExactly(proven.execution().outputs().get(output.name()).integers());
      }
    }
  }
}
