/** Proves inferences: a Java interface to the native prover. */
module dev.vouch.prover {
  requires transitive dev.vouch.circuits;
  requires transitive dev.vouch.verifier;
  requires com.sun.jna;
  requires static org.jspecify;

  exports dev.vouch.prover;
  exports dev.vouch.prover.rows;

  opens dev.vouch.prover.ffi to
      com.sun.jna;
}
