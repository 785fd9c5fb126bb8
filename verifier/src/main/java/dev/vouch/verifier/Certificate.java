package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.List;

/**
 * The proof in a key that all weights lie in their declared ranges (protocol.md §9, §11 rule 3).
 */
final class Certificate {
  private Certificate() {}

  /** Checks the certificate of a key, if it has one; says what is then known of the weights. */
  static WeightStatus check(VerifyingKey key) throws ProofRejectedException {
    List<Tensor.Committed> model =
        key.circuit().tensors().stream()
            .filter(t -> t.kind() == TensorKind.MODEL)
            .map(Tensor.Committed.class::cast)
            .toList();
    if (key.certificate().length == 0) {
      return model.isEmpty() || key.circuit().publicWeights()
          ? WeightStatus.PUBLIC
          : WeightStatus.FIELD_VALUED;
    }
    // V builds the circuit itself: what it proves depends on the weights' headers alone.
    CertificateCircuit certificate =
        CertificateCircuit.of(key.circuit().c(), model)
            .orElseThrow(
                () ->
                    new ProofRejectedException(
                        RejectionReason.CERTIFICATE,
                        "there can be no certificate for these weights' ranges"));
    try {
      VerifyingKey ofRanges = key.withCircuit(certificate.circuit());
      Proof proof = new Proof(ofRanges.modelId(), List.of(), List.of(), key.certificate());
      Verifier.uncertified(ofRanges).replay(proof, new byte[0]).checkGroup();
      return WeightStatus.CERTIFIED;
    } catch (VerificationException e) {
      throw new ProofRejectedException(
          RejectionReason.CERTIFICATE,
          "the key's certificate of the weights' ranges: " + e.getMessage(),
          e);
    }
  }
}
