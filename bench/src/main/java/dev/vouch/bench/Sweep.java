package dev.vouch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How time and size grow with the network: generated multilayer perceptrons, powers of two. */
@Command(
    name = "java -Xmx16g -cp bench/target/benchmarks.jar dev.vouch.bench.Sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Proves generated networks of growing size; prints CSV.",
      "WEIGHTS: one square layer. DEPTH: more and more layers of width 64."
          + " CELLS: two layers of width 32 on more and more rows."
    })
public final class Sweep implements Callable<Integer> {
  private static final int DEPTH_WIDTH = 64;
  private static final int CELLS_WIDTH = 32;
  private static final int CELLS_DEPTH = 2;

  /** What grows. */
  enum Axis {
    WEIGHTS,
    DEPTH,
    CELLS;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(names = "--axis", paramLabel = "AXIS", description = "Which sweeps. Default: all.")
  private List<Axis> axes = new ArrayList<>();

  @Option(
      names = "--max-weights",
      paramLabel = "N",
      description = "The most weights, 4096 at least. Default: ${DEFAULT-VALUE}")
  private long maxWeights = 1 << 24;

  @Option(
      names = "--max-cells",
      paramLabel = "N",
      description = "The most activations, 1024 at least. Default: ${DEFAULT-VALUE}")
  private long maxCells = 1 << 20;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Gets sweep.csv and a plot for each sweep.")
  private Path out = Path.of(".");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the prover. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  private Sweep() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Sweep()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(out);
    List<String> lines = new ArrayList<>(List.of(SweepPoint.HEADER));
    System.out.println(SweepPoint.HEADER);
    for (Axis axis : axes.isEmpty() ? List.of(Axis.values()) : axes) {
      List<SweepPoint> points = run(axis);
      points.forEach(point -> lines.add(point.csv()));
      plot(axis, points);
    }
    Files.write(out.resolve("sweep.csv"), lines);
    return 0;
  }

  private List<SweepPoint> run(Axis axis) throws Exception {
    List<SweepPoint> points = new ArrayList<>();
    switch (axis) {
      case WEIGHTS -> {
        for (int width = 64; (long) width * width <= maxWeights; width *= 2) {
          points.add(measure(axis, 1, width, 1));
        }
      }
      case DEPTH -> {
        for (int depth = 1;
            (long) depth * DEPTH_WIDTH * DEPTH_WIDTH <= maxWeights >> 4;
            depth *= 2) {
          points.add(measure(axis, 1, DEPTH_WIDTH, depth));
        }
      }
      case CELLS -> {
        int perRow = CELLS_WIDTH * CELLS_DEPTH;
        for (int batch = 1024 / perRow; (long) batch * perRow <= maxCells; batch *= 4) {
          points.add(measure(axis, batch, CELLS_WIDTH, CELLS_DEPTH));
        }
      }
    }
    return points;
  }

  private SweepPoint measure(Axis axis, int batch, int width, int depth) throws Exception {
    try (Scratch scratch = new Scratch()) {
      SweepPoint point = SweepPoint.measure(axis, batch, width, depth, threads, scratch);
      System.out.println(point.csv());
      return point;
    }
  }

  private void plot(Axis axis, List<SweepPoint> points) throws IOException {
    LogPlot plot = new LogPlot(axis == Axis.CELLS ? "committed cells" : "weights", "milliseconds");
    plot.line("prove", points, SweepPoint::size, point -> point.prove().medianMillis());
    plot.line("verify", points, SweepPoint::size, point -> point.verify().medianMillis());
    Files.writeString(out.resolve("sweep-" + axis.label() + ".svg"), plot.svg());
  }
}
