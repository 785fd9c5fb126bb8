package dev.vouch.circuits.input;

import dev.vouch.circuits.data.ClassNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a reader of data is told that a file does not say. Immutable and thread-safe.
 *
 * @param pixels what is done to the pixels of an image
 * @param ignoredColumns names of columns of a table that are left out
 * @param complete names of inputs of which no cell of a table may be missing or NaN
 * @param classes by name of an input of one class a row: what words of a table or of JSON mean;
 *     where one of them is a number, so do numbers of every format
 */
public record FormatOptions(
    PixelNormalisation pixels,
    Set<String> ignoredColumns,
    Set<String> complete,
    Map<String, ClassNames> classes) {
  public FormatOptions {
    classes = Map.copyOf(classes);
    ignoredColumns = Set.copyOf(ignoredColumns);
    complete = Set.copyOf(complete);
  }

  /** Pixels k / 255, all columns, and missing values wherever they are numbers. */
  public static FormatOptions defaults() {
    return new FormatOptions(PixelNormalisation.none(), Set.of(), Set.of(), Map.of());
  }

  /** The same with more columns of a table that are left out. */
  public FormatOptions withIgnored(Collection<String> columns) {
    Set<String> all = new HashSet<>(ignoredColumns);
    all.addAll(columns);
    return new FormatOptions(pixels, all, complete, classes);
  }

  /** The same with inputs that have to be complete. */
  public FormatOptions withComplete(Set<String> inputs) {
    return new FormatOptions(pixels, ignoredColumns, inputs, classes);
  }

  /** The same with inputs whose values may be words. */
  public FormatOptions withClasses(Map<String, ClassNames> names) {
    return new FormatOptions(pixels, ignoredColumns, complete, names);
  }
}
