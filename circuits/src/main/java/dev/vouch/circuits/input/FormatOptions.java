package dev.vouch.circuits.input;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What a reader of data is told that a file does not say. Immutable and thread-safe.
 *
 * @param pixels what is done to the pixels of an image
 * @param ignoredColumns names of columns of a table that are left out
 * @param complete names of inputs of which no cell of a table may be missing or NaN
 */
public record FormatOptions(
    PixelNormalisation pixels, Set<String> ignoredColumns, Set<String> complete) {
  public FormatOptions {
    ignoredColumns = Set.copyOf(ignoredColumns);
    complete = Set.copyOf(complete);
  }

  /** Pixels k / 255, all columns, and missing values wherever they are numbers. */
  public static FormatOptions defaults() {
    return new FormatOptions(PixelNormalisation.none(), Set.of(), Set.of());
  }

  /** The same with more columns of a table that are left out. */
  public FormatOptions withIgnored(Collection<String> columns) {
    Set<String> all = new HashSet<>(ignoredColumns);
    all.addAll(columns);
    return new FormatOptions(pixels, all, complete);
  }

  /** The same with inputs that have to be complete. */
  public FormatOptions withComplete(Set<String> inputs) {
    return new FormatOptions(pixels, ignoredColumns, inputs);
  }
}
