package dev.vouch.circuits.importer;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How a model is read.
 *
 * @param batch length given to symbolic first axes of inputs; absent: 1
 * @param dimensions lengths given to symbolic dimensions by name; these come before {@code batch}
 * @param maxFileBytes largest model file that is read
 * @param maxCells most cells that all constants together, and each computed value, may have
 */
public record ImportOptions(
    OptionalInt batch, Map<String, Integer> dimensions, long maxFileBytes, long maxCells) {
  private static final long DEFAULT_MAX_FILE_BYTES = 1L << 30;
  private static final long DEFAULT_MAX_CELLS = 1L << 28;

  public ImportOptions {
    dimensions = Map.copyOf(dimensions);
    batch.ifPresent(length -> requirePositive("batch", length));
    dimensions.forEach(ImportOptions::requirePositive);
  }

  private static void requirePositive(String name, int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "dimension '" + name + "' must be at least 1, got " + length);
    }
  }

  /** A batch of 1, no named dimensions, files up to 1 GiB, 2^28 cells. */
  public static ImportOptions defaults() {
    return new ImportOptions(
        OptionalInt.empty(), Map.of(), DEFAULT_MAX_FILE_BYTES, DEFAULT_MAX_CELLS);
  }

  /** These options with another length of symbolic first axes. */
  public ImportOptions withBatch(int length) {
    return new ImportOptions(OptionalInt.of(length), dimensions, maxFileBytes, maxCells);
  }

  /** These options with other named dimensions. */
  public ImportOptions withDimensions(Map<String, Integer> lengths) {
    return new ImportOptions(batch, lengths, maxFileBytes, maxCells);
  }

  /** These options with other limits. */
  public ImportOptions withLimits(long fileBytes, long cells) {
    return new ImportOptions(batch, dimensions, fileBytes, cells);
  }
}
