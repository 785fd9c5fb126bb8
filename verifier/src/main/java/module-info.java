/**
 * Verifies proofs of inferences in plain Java. {@link dev.vouch.verifier} is the interface, {@link
 * dev.vouch.verifier.rows} that for many rows of data, {@link dev.vouch.verifier.commitment} that
 * for commitments to data and their openings, {@link dev.vouch.verifier.chain} that for proofs of
 * several parts, {@link dev.vouch.verifier.independence} says whether a model mixes rows; the other
 * packages are the inside that vouch's own modules share, and may change at any time.
 */
@SuppressWarnings("module") // the modules named below are built after this one
module dev.vouch.verifier {
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  exports dev.vouch.verifier;
  exports dev.vouch.verifier.chain;
  exports dev.vouch.verifier.commitment;
  exports dev.vouch.verifier.independence;
  exports dev.vouch.verifier.rows;
  exports dev.vouch.verifier.circuit to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.circuit.codec to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.circuit.layout to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.field to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.format to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.lookup to
      dev.vouch.circuits;
  exports dev.vouch.verifier.plan to
      dev.vouch.circuits,
      dev.vouch.prover;
  exports dev.vouch.verifier.validator to
      dev.vouch.circuits,
      dev.vouch.prover;
}
