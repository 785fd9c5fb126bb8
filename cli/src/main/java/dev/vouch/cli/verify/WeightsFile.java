package dev.vouch.cli.verify;

import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.CompiledModel;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.VerificationException;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/**
 * The weights in a model file. A class of its own: most verifications load none of what it needs.
 */
final class WeightsFile {
  private WeightsFile() {}

  /**
   * A verifier that has recomputed the key's commitments from them, part by part.
   *
   * @param pool its threads share in the work
   * @throws VerificationException with reason PUBLIC_WEIGHTS if they are not the key's
   */
  static ProofVerifier verifier(ModelKey key, String file, ForkJoinPool pool)
      throws IOException, CommandException, VerificationException {
    ProvableModel model = CompiledModel.readAny(new InputFile(file));
    return key.uncertifiedVerifier()
        .withPool(pool)
        .withPublicWeightsOfParts(model.parts().stream().map(ModelFile::modelValues).toList());
  }
}
