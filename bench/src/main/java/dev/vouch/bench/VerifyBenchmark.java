package dev.vouch.bench;

import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Verifying one proof with a verifier that is kept. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {
  /** On one thread. */
  @Benchmark
  public VerifiedInference verify(BenchmarkState state) throws VerificationException {
    return state.model().verify(state.proof());
  }

  /** On all processors. */
  @Benchmark
  public VerifiedInference verifyOnAllProcessors(BenchmarkState state)
      throws VerificationException {
    return state.model().verifyOnAllProcessors(state.proof());
  }
}
