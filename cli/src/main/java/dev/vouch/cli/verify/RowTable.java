package dev.vouch.cli.verify;

import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.circuits.model.AtomicFile.Draft;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.rows.VerifiedRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verified outputs as comma-separated values, a line a row: its number, then the cells of each
 * public output. Written beside its file while proofs are checked, and kept if all hold. Not
 * thread-safe.
 */
final class RowTable implements Closeable {
  private final @Nullable Draft file;
  private boolean begun;
  private @Nullable IOException failure;

  private RowTable(@Nullable Draft file) {
    this.file = file;
  }

  /**
   * A table that is empty.
   *
   * @param name null: nothing is written
   */
  static RowTable open(@Nullable String name) throws IOException {
    return new RowTable(name == null ? null : AtomicFile.draft(Path.of(name)));
  }

  /** Writes rows; {@link #requireWritten} tells whether that went well. */
  void add(VerifiedRows rows) {
    if (file == null || failure != null) {
      return;
    }
    try {
      if (!begun) {
        header(rows.inference().outputs(), rows);
        begun = true;
      }
      for (long row = rows.range().first(); row < rows.range().end(); row++) {
        line(rows, row);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void header(List<VerifiedTensor> outputs, VerifiedRows rows) throws IOException {
    StringBuilder line = new StringBuilder("row");
    for (VerifiedTensor output : outputs) {
      if (!output.isHidden()) {
        int cells = rows.output(output.name(), rows.range().first()).integers().length;
        for (int cell = 0; cell < cells; cell++) {
          line.append(',')
              .append(quoted(cells == 1 ? output.name() : output.name() + "[" + cell + "]"));
        }
      }
    }
    write(line);
  }

  private static String quoted(String name) {
    return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private void line(VerifiedRows rows, long row) throws IOException {
    StringBuilder line = new StringBuilder().append(row);
    for (VerifiedTensor output : rows.inference().outputs()) {
      if (!output.isHidden()) {
        VerifiedTensor values = rows.output(output.name(), row);
        long[] integers = values.integers();
        for (int cell = 0; cell < integers.length; cell++) {
          line.append(',').append(text(values, cell, integers[cell]));
        }
      }
    }
    write(line);
  }

  private static String text(VerifiedTensor tensor, int cell, long integer) {
    return tensor.type() == ValueType.REAL
        ? Double.toString(Math.scalb((double) integer, -tensor.scaleExponent(cell)))
        : Long.toString(integer);
  }

  private void write(StringBuilder line) throws IOException {
    if (file != null) {
      file.out().write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Fails if a row could not be written. */
  void requireWritten() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Keeps the table: all of it is verified. */
  void keep() throws IOException {
    if (file != null) {
      file.keep();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
