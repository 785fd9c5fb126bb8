package dev.vouch.prover;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of openings (docs/spec/formats.md §6) as the source of a model's inputs. Rows are read as
 * they are asked for. Not thread-safe.
 */
public final class CommittedData implements Closeable {
  private final OpeningsFile file;
  private final CommittedInputs inputs;
  private final long first;
  private final long end;

  private CommittedData(OpeningsFile file, CommittedInputs inputs)
      throws IOException, MalformedCommitmentException {
    this.file = file;
    this.inputs = inputs;
    this.first = file.count() == 0 ? 0 : file.at(0).row();
    this.end = file.count() == 0 ? 0 : file.at(file.count() - 1).row() + 1;
  }

  /**
   * Opens a file.
   *
   * @param key of the model, {@link ModelProver#key}
   * @throws MalformedCommitmentException if it is no file of openings, or a row read is damaged
   * @throws CommittedInputException if its rows are none of the model's inputs
   */
  public static CommittedData open(Path file, ModelKey key)
      throws IOException, MalformedCommitmentException, CommittedInputException {
    return of(OpeningsFile.open(file), key);
  }

  /**
   * As {@link #open}.
   *
   * @param file at its beginning; closed with this, and if this fails
   */
  public static CommittedData of(SeekableByteChannel file, ModelKey key)
      throws IOException, MalformedCommitmentException, CommittedInputException {
    return of(OpeningsFile.of(file), key);
  }

  private static CommittedData of(OpeningsFile opened, ModelKey key)
      throws IOException, MalformedCommitmentException, CommittedInputException {
    try {
      return new CommittedData(opened, CommittedInputs.of(key.inputs(), opened.slots()));
    } catch (IOException
        | MalformedCommitmentException
        | CommittedInputException
        | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Names of the inputs that need not be given otherwise. */
  public Set<String> inputs() {
    return inputs.names();
  }

  /**
   * Which part of each row an input is.
   *
   * @param input one of {@link #inputs}
   */
  public int part(String input) {
    return inputs.slot(input);
  }

  /** Number in the data of the first row. */
  public long first() {
    return first;
  }

  /** Number in the data of the row after the last one; 0 if there is none. */
  public long end() {
    return end;
  }

  /**
   * Checks that no row follows.
   *
   * @param row number of the row after the last one
   * @throws CommittedInputException if there is a row of this number or a greater one, or the file
   *     ends inside a record: whoever wrote it was stopped
   */
  public void requireEnd(long row) throws IOException, CommittedInputException {
    if (end > row) {
      throw CommittedInputException.ofRow(
          "committed rows go on to " + (end - 1) + ", the other inputs end with " + (row - 1));
    }
    if (file.isCutOff()) {
      throw CommittedInputException.ofRow(
          "the committed rows are cut off after row " + (end - 1) + ", so that more may follow");
    }
  }

  /**
   * Rows of one proof.
   *
   * @param from number in the data of the first
   * @param count how many, at least 1
   * @throws CommittedInputException if one is not there
   * @throws MalformedCommitmentException if one is damaged
   */
  public OpenedRows rows(long from, int count)
      throws IOException, MalformedCommitmentException, CommittedInputException {
    List<OpenedRow> rows = new ArrayList<>();
    for (long number = from; number < from + count; number++) {
      rows.add(row(number));
    }
    return OpenedRows.of(file.slots(), rows);
  }

  private OpenedRow row(long number)
      throws IOException, MalformedCommitmentException, CommittedInputException {
    long place = number - first; // unless rows are left out
    if (place >= 0 && place < file.count()) {
      OpenedRow row = file.at(place);
      if (row.row() == number) {
        return row;
      }
    }
    Optional<OpenedRow> found = file.find(number);
    if (found.isEmpty()) {
      throw CommittedInputException.ofRow(
          "row "
              + number
              + " is not among the committed ones: "
              + (file.count() == 0
                  ? "there are none"
                  : "they are of " + first + " to " + (end - 1)));
    }
    return found.get();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
