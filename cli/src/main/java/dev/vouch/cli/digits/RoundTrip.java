package dev.vouch.cli.digits;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.Map;

/**
 * The whole way of one digit: the network compiled, an inference proven, the proof verified by what
 * a key file holds.
 *
 * @param digit as the network's input
 * @param verifier ready for further proofs
 * @param compileNanos from ONNX to a model with committed weights
 * @param proveNanos opening of the prover included
 * @param keyNanos decoding of the key, and what the verifier computes once of it
 * @param verifyNanos of the one proof
 */
@SuppressWarnings("ArrayRecordComponent")
public record RoundTrip(
    Map<String, TensorData> digit,
    VerifyingKey key,
    int keyBytes,
    byte[] proof,
    Verifier verifier,
    VerifiedInference verified,
    long compileNanos,
    long proveNanos,
    long keyNanos,
    long verifyNanos) {
  /**
   * Goes it.
   *
   * @param index which of the network's digits
   * @param threads of the prover
   * @throws VerificationException if the proof is not accepted
   */
  public static RoundTrip of(DigitNetwork network, int index, int threads)
      throws UnsupportedModelException,
          MalformedTensorException,
          ProverException,
          ProverUnavailableException,
          VerificationException {
    Samples samples = network.samples();
    final long start = System.nanoTime();
    ModelFile model =
        Prover.commit(
            Compiler.compile(
                network.graph(),
                CompileOptions.defaults(),
                Calibrator.calibrate(network.graph(), samples.all())),
            threads);
    byte[] keyBytes = model.key().encode();
    final long compiled = System.nanoTime();
    Map<String, TensorData> digit = samples.get(index);
    byte[] proof;
    try (Prover prover = Prover.of(model, threads)) {
      proof = prover.prove(digit).proof();
    }
    final long proven = System.nanoTime();
    VerifyingKey key = VerifyingKey.decode(keyBytes);
    Verifier verifier = Verifier.of(key);
    final long ready = System.nanoTime();
    VerifiedInference verified = verifier.verify(proof);
    final long done = System.nanoTime();
    return new RoundTrip(
        digit,
        key,
        keyBytes.length,
        proof,
        verifier,
        verified,
        compiled - start,
        proven - compiled,
        ready - proven,
        done - ready);
  }
}
