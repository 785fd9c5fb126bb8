package dev.vouch.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The model of a benchmark, compiled before the first iteration, and a proof of it. */
@State(Scope.Benchmark)
public class BenchmarkState {
  /** See {@link BenchModel#find}. */
  @Param({"mlp", "conv", "lenet"})
  public String model = "";

  private @Nullable CompiledModel compiled;
  private byte[] proof = new byte[0];

  /** Compiles the model. */
  @Setup(Level.Trial)
  public void compile() throws Exception {
    try (Scratch scratch = new Scratch()) {
      compiled =
          CompiledModel.compile(
              BenchModel.find(model, scratch.folder()), Runtime.getRuntime().availableProcessors());
    }
    proof = compiled.prove().proof();
  }

  /** Frees the prover. */
  @TearDown(Level.Trial)
  public void close() {
    model().close();
  }

  CompiledModel model() {
    return Objects.requireNonNull(compiled);
  }

  byte[] proof() {
    return proof;
  }
}
