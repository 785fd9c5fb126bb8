package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a model is read.
 *
 * @param batch length given to symbolic first axes of inputs, or in place of 1 where all first axes
 *     are given and every node treats rows one by one; absent: 1
 * @param dimensions lengths given to symbolic dimensions by name; these come before {@code batch}
 * @param shapes lengths of all axes of inputs by name, where the model leaves some open
 * @param fixed values of inputs by name, which become constants of the network; one number stands
 *     for a tensor of it
 * @param maxFileBytes largest model file that is read
 * @param maxCells most cells that all constants together, and each computed value, may have,
 *     however much the model stores ({@link dev.vouch.circuits.onnx.CellBudget} has the bounds on
 *     growth)
 */
public record ImportOptions(
    OptionalInt batch,
    Map<String, Integer> dimensions,
    Map<String, List<Integer>> shapes,
    Map<String, TensorData> fixed,
    long maxFileBytes,
    long maxCells) {
  private static final long DEFAULT_MAX_FILE_BYTES = 1L << 30;
  private static final long DEFAULT_MAX_CELLS = 1L << 28;

  public ImportOptions {
    dimensions = Map.copyOf(dimensions);
    shapes = Map.copyOf(shapes);
    fixed = Map.copyOf(fixed);
    batch.ifPresent(length -> requirePositive("dimension 'batch'", length));
    dimensions.forEach((name, length) -> requirePositive("dimension '" + name + "'", length));
    shapes.forEach(
        (name, shape) ->
            shape.forEach(length -> requirePositive("each axis of '" + name + "'", length)));
  }

  private static void requirePositive(String what, int length) {
    if (length < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + length);
    }
  }

  /** A batch of 1, no lengths, shapes or values given, files up to 1 GiB, 2^28 cells. */
  public static ImportOptions defaults() {
    return new ImportOptions(
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        DEFAULT_MAX_FILE_BYTES,
        DEFAULT_MAX_CELLS);
  }

  /** These options with another length of symbolic first axes. */
  public ImportOptions withBatch(int length) {
    return new ImportOptions(
        OptionalInt.of(length), dimensions, shapes, fixed, maxFileBytes, maxCells);
  }

  /** These options without a length of first axes. */
  ImportOptions withoutBatch() {
    return new ImportOptions(
        OptionalInt.empty(), dimensions, shapes, fixed, maxFileBytes, maxCells);
  }

  /** These options with other named dimensions. */
  public ImportOptions withDimensions(Map<String, Integer> lengths) {
    return new ImportOptions(batch, lengths, shapes, fixed, maxFileBytes, maxCells);
  }

  /** These options with other shapes of inputs. */
  public ImportOptions withShapes(Map<String, List<Integer>> inputs) {
    return new ImportOptions(batch, dimensions, inputs, fixed, maxFileBytes, maxCells);
  }

  /** These options with other inputs that are fixed. */
  public ImportOptions withFixed(Map<String, TensorData> values) {
    return new ImportOptions(batch, dimensions, shapes, values, maxFileBytes, maxCells);
  }

  /** These options with other limits. */
  public ImportOptions withLimits(long fileBytes, long cells) {
    return new ImportOptions(batch, dimensions, shapes, fixed, fileBytes, cells);
  }
}
