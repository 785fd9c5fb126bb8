package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Mixes;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small convolutional network in all eight mixes of visibility, proven and verified. */
class VisibilityMixTest {
  static List<CompileOptions> mixes() {
    return Mixes.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixes")
  void provesAndVerifies(CompileOptions options) throws Exception {
    CompiledNetwork network = Networks.convolutional(options);
    ModelFile model = Prover.commit(network, 2);
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(Networks.image(9));
      VerifiedInference verified = Verifier.of(model.key()).verify(proven.proof());
      assertThat(verified.inputs().get(0).isHidden())
          .isEqualTo(options.input() == Visibility.PRIVATE);
      assertThat(verified.outputs().get(0).isHidden())
          .isEqualTo(options.output() == Visibility.PRIVATE);
      if (options.output() == Visibility.PUBLIC) {
        assertThat(verified.outputs().get(0).integers())
            .containsExactly(proven.execution().outputs().get("y").integers());
      }
    }
  }
}
