package dev.vouch.cli.score;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of three numbers, which are the scores of three classes, with labels that have nothing to do
 * with them; and what is done with scores of them.
 */
final class ThreeClasses {
  static final int ROWS = 21;

  private static final int[] LABELS = new Random(2).ints(ROWS, 0, 3).toArray();
  private static final double[] X = new Random(1).doubles(ROWS * 3, -1, 1).toArray();

  private ThreeClasses() {}

  static int[] labels() {
    return LABELS.clone();
  }

  /** The labels but for row 4, whose row is right if it was not, and else wrong. */
  static int[] flipped() {
    int[] flipped = labels();
    flipped[4] = (best(4) + (LABELS[4] == best(4) ? 1 : 0)) % 3;
    return flipped;
  }

  /** The numbers of a row. */
  static double[] x(int row) {
    return Arrays.copyOfRange(X, row * 3, row * 3 + 3);
  }

  /** All rows as JSON. */
  static String x() {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> Arrays.toString(x(row)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The class of the greatest number of a row. */
  static int best(int row) {
    double[] x = x(row);
    return IntStream.range(0, 3).reduce((a, b) -> x[a] >= x[b] ? a : b).orElseThrow();
  }

  /** How many rows have their best class as label. */
  static long correct(int... labels) {
    return IntStream.range(0, ROWS).filter(row -> best(row) == labels[row]).count();
  }

  /** A network that gives the numbers as they are. */
  static String network(Path file) throws IOException {
    return network(file, 1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  /** A network y = x·w. */
  static String network(Path file, double... w) throws IOException {
    byte[] model =
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 3}, w))
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray();
    return Files.write(file, model).toString();
  }

  /** Verifies all that {@code score} wrote into a folder. */
  static Cli.Result verify(Path files, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                files.resolve("score.vk").toString(),
                files.resolve("score.proofs").toString(),
                "--complete",
                "--opening",
                files.resolve("total.json").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }
}
