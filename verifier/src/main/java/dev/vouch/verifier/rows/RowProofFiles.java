package dev.vouch.verifier.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of several files (formats.md §7) as one set, files in the order of their first rows;
 * one file is open at a time. Not thread-safe.
 */
public final class RowProofFiles implements RowProofs, Closeable {
  /** What the names of such files end with. */
  public static final String SUFFIX = ".proofs";

  private final List<Start> starts;
  private final Set<ModelId> models;
  private int opened;
  private @Nullable RowProofReader reader;
  private boolean cutOff;

  /** Where the rows of a file begin. */
  private record Start(Path file, long first) {}

  private RowProofFiles(List<Start> starts, Set<ModelId> models) {
    this.starts = starts;
    this.models = models;
  }

  /** The files of a folder whose names end with {@link #SUFFIX}, by name. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Whether a file begins as one with proofs of rows does. */
  public static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new FormatReader(in.readNBytes(FileKind.HEADER_BYTES)).startsWith(FileKind.ROW_PROOFS);
    }
  }

  /**
   * Reads the beginnings of some files. Files without a whole record count as absent.
   *
   * @throws MalformedRowsException if one is no such file; the message names it
   */
  public static RowProofFiles open(List<Path> files) throws IOException, MalformedRowsException {
    List<Start> starts = new ArrayList<>();
    Set<ModelId> models = new LinkedHashSet<>();
    for (Path file : files) {
      try (RowProofReader first = reader(file)) {
        models.add(first.model());
        RowProof proof = first.next();
        if (proof != null) {
          starts.add(new Start(file, proof.range().first()));
        }
      } catch (MalformedRowsException e) {
        throw named(file, e);
      }
    }
    starts.sort(Comparator.comparingLong(Start::first));
    return new RowProofFiles(starts, models);
  }

  private static RowProofReader reader(Path file) throws IOException, MalformedRowsException {
    return RowProofReader.of(new BufferedInputStream(Files.newInputStream(file)));
  }

  private static MalformedRowsException named(Path file, MalformedRowsException e) {
    return new MalformedRowsException(file + ": " + e.getMessage(), e);
  }

  /** The models that the files name. */
  public Set<ModelId> models() {
    return models;
  }

  /** Whether a file that was read to its end has a record that is cut off. */
  public boolean isCutOff() {
    return cutOff;
  }

  @Override
  public @Nullable RowProof next() throws IOException, MalformedRowsException {
    while (true) {
      if (reader == null) {
        if (opened == starts.size()) {
          return null;
        }
        reader = reader(starts.get(opened++).file());
      }
      RowProof proof;
      try {
        proof = reader.next();
      } catch (MalformedRowsException e) {
        throw named(starts.get(opened - 1).file(), e);
      }
      if (proof != null) {
        return proof;
      }
      cutOff |= reader.isCutOff();
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
