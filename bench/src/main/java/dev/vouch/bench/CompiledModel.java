package dev.vouch.bench;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/** A compiled network with its prover, its verifier and samples; weights and input are hidden. */
final class CompiledModel implements AutoCloseable {
  private final ModelFile model;
  private final Samples samples;
  private final Prover prover;
  private final byte[] key;
  private final Verifier verifier;
  private final Verifier parallelVerifier;
  private int next;

  /**
   * Loads a compiled model.
   *
   * @param threads of the prover
   */
  CompiledModel(ModelFile model, Samples samples, int threads)
      throws ProverException, ProverUnavailableException, VerificationException {
    this.model = model;
    this.samples = samples;
    this.key = model.key().encode();
    this.verifier = Verifier.of(VerifyingKey.decode(key));
    this.parallelVerifier = verifier.withPool(ForkJoinPool.commonPool());
    this.prover = Prover.of(model, threads);
  }

  /** Compiles with the defaults of the command line, calibrated on all samples. */
  static CompiledModel compile(BenchModel source, int threads)
      throws IOException,
          UnsupportedModelException,
          MalformedTensorException,
          ProverException,
          ProverUnavailableException,
          VerificationException {
    Graph graph = source.graph();
    Samples samples = source.samples(graph);
    ModelFile model =
        Prover.commit(
            Compiler.compile(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples.all())),
            threads);
    return new CompiledModel(model, samples, threads);
  }

  /** Proves the next sample. */
  ProvedInference prove() throws ProverException {
    return prover.prove(samples.get(next++ % samples.count()));
  }

  /** On the calling thread alone. */
  VerifiedInference verify(byte[] proof) throws VerificationException {
    return verifier.verify(proof);
  }

  /** With the help of all processors. */
  VerifiedInference verifyOnAllProcessors(byte[] proof) throws VerificationException {
    return parallelVerifier.verify(proof);
  }

  ModelFile model() {
    return model;
  }

  int keyBytes() {
    return key.length;
  }

  @Override
  public void close() {
    prover.close();
  }
}
