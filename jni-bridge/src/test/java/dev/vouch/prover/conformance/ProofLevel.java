package dev.vouch.prover.conformance;

import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.Verdict;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.Execution;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.Arrays;
import java.util.List;

/** Level 3: a case that is right at level 2, proven natively and verified in Java. */
final class ProofLevel {
  private ProofLevel() {}

  /**
   * Model and key go through their bytes; the verified outputs must be the integers of the run,
   * which level 2 has compared with the expected values.
   */
  static Verdict of(IntegerLevel.Result compiled) {
    if (!compiled.verdict().passed()) {
      return compiled.verdict();
    }
    try {
      ModelFile model = ModelFile.decode(Prover.commit(compiled.network(), 1).encode());
      VerifyingKey key = VerifyingKey.decode(model.key().encode());
      try (Prover prover = Prover.of(model, 1)) {
        ProvedInference proven = prover.prove(compiled.inputs());
        VerifiedInference verified = Verifier.of(key, model.key().modelId()).verify(proven.proof());
        return compare(verified, List.copyOf(compiled.execution().outputs().values()));
      }
    } catch (Exception e) {
      return Verdict.failed(e);
    }
  }

  private static Verdict compare(VerifiedInference verified, List<Execution.PortValue> expected) {
    for (int i = 0; i < expected.size(); i++) {
      long[] shown = verified.outputs().get(i).integers();
      if (!Arrays.equals(shown, expected.get(i).integers())) {
        return Verdict.failed("verified output " + i + " differs from the run");
      }
    }
    return verified.outputs().size() == expected.size()
        ? Verdict.PASSED
        : Verdict.failed(verified.outputs().size() + " outputs");
  }
}
