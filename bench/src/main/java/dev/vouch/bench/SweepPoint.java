package dev.vouch.bench;

import dev.vouch.circuits.cost.CircuitCost;
import java.util.Arrays;
import java.util.Locale;

/**
 * One network of a sweep and what it cost.
 *
 * @param sweep what grows
 * @param batch rows of the input
 * @param width of every layer
 * @param depth number of dense layers
 */
record SweepPoint(
    Sweep.Axis sweep,
    int batch,
    int width,
    int depth,
    CircuitCost cost,
    double compileSeconds,
    Spread prove,
    Spread verify,
    int proofBytes,
    int keyBytes) {
  static final String HEADER =
      "sweep,batch,width,depth,weights,committed_cells,lookup_cells,compile_s,prove_ms,prove_least_ms,"
          + "prove_most_ms,verify_ms,proof_bytes,key_bytes";

  private static final Spread.Effort WARM_UP = new Spread.Effort(1, 3, 1);
  private static final Spread.Effort EFFORT = new Spread.Effort(3, 9, 3);
  private static final double NANOS_PER_SECOND = 1e9;

  /** Compiles, proves and verifies a network of square layers. */
  static SweepPoint measure(
      Sweep.Axis sweep, int batch, int width, int depth, int threads, Scratch scratch)
      throws Exception {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, width);
    BenchModel source =
        BenchModel.generated("sweep", Networks.perceptron(batch, widths), scratch.folder());
    long start = System.nanoTime();
    try (CompiledModel model = CompiledModel.compile(source, threads)) {
      double compileSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      Spread prove = Spread.measure(WARM_UP, EFFORT, model::prove);
      byte[] proof = model.prove().proof();
      Spread verify = Spread.measure(WARM_UP, EFFORT, () -> model.verify(proof));
      CircuitCost cost = CircuitCost.of(model.model().key().layout());
      return new SweepPoint(
          sweep,
          batch,
          width,
          depth,
          cost,
          compileSeconds,
          prove,
          verify,
          proof.length,
          model.keyBytes());
    }
  }

  /** Columns of {@link #HEADER}. */
  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f,%.3f,%.3f,%d,%d",
        sweep.label(),
        batch,
        width,
        depth,
        cost.counts().weights(),
        cost.counts().committedCells(),
        cost.counts().lookupCells(),
        compileSeconds,
        prove.medianMillis(),
        prove.leastMillis(),
        prove.mostMillis(),
        verify.medianMillis(),
        proofBytes,
        keyBytes);
  }

  /** What grows along the sweep. */
  double size() {
    return sweep == Sweep.Axis.CELLS ? cost.counts().committedCells() : cost.counts().weights();
  }
}
