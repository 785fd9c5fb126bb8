package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.TrainedModel;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import org.junit.jupiter.api.Test;

/** An int8 network from end to end: the float32 input that is quantised inside is a statement. */
class QuantisedProofTest {
  @Test
  void provesAndVerifies() throws Exception {
    TrainedModel trained = TrainedModel.read("lenet5_int8_qdq");
    ModelFile model = Prover.commit(trained.compile(CompileOptions.defaults()), 2);
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(trained.samples().get(3));
      VerifiedInference verified =
          Verifier.of(model.key(), model.key().modelId()).verify(proven.proof());
      assertThat(verified.outputs().get(0).integers())
          .containsExactly(proven.execution().outputs().get("output").integers());
    }
  }
}
