package dev.vouch.verifier.rows;

import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.DataCommitment;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.Slot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares verified rows with the data that somebody committed to (formats.md §9), row by row: for
 * proofs of some of the rows, of which no id follows. Give it to a {@link RowVerifier} as its
 * consumer; what it says counts if that returns. Not thread-safe.
 */
public final class RowComparison implements Consumer<VerifiedRows> {
  private final DataCommitmentFile file;
  private @Nullable String difference;
  private @Nullable IOException failure;

  /** With a file, of which the id is the caller's to check. */
  public RowComparison(DataCommitmentFile file) {
    this.file = file;
  }

  /** Takes in rows. */
  @Override
  public void accept(VerifiedRows rows) {
    if (difference == null && failure == null) {
      try {
        difference = difference(rows);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** The first difference; null if there is none. */
  private @Nullable String difference(VerifiedRows rows) throws IOException {
    DataCommitment data = file.commitment();
    RowRange range = rows.range();
    if (range.end() > data.rows() || (range.last() && range.end() < data.rows())) {
      return "the data have "
          + data.rows()
          + " rows, a proof is about "
          + range
          + (range.last() ? " as the last of them" : "");
    }
    CommittedRows[] committed = new CommittedRows[data.slots().size()];
    for (int i = 0; i < committed.length; i++) {
      Slot slot = data.slots().get(i);
      Optional<VerifiedTensor> input =
          rows.inference().inputs().stream()
              .filter(tensor -> tensor.name().equals(slot.name()))
              .findFirst();
      if (input.isEmpty()) {
        return "the model has no input '" + slot.name() + "'";
      }
      if (input.get().isHidden() == slot.isPublic()) {
        return "input '"
            + slot.name()
            + "' is "
            + (slot.isPublic()
                ? "hidden, and those committed to are public"
                : "public, and the commitment is to hidden ones");
      }
      try {
        committed[i] = input.get().committedRows();
      } catch (NoRowFormatException e) {
        return e.getMessage();
      }
      if (!committed[i].slot().format().equals(slot.format())) {
        return "input '" + slot.name() + "' has rows of another format than the committed ones";
      }
    }
    for (int entry = 0; entry < range.rows(); entry++) {
      List<byte[]> points = file.points(range.first() + entry);
      for (int i = 0; i < committed.length; i++) {
        if (!Arrays.equals(committed[i].points(entry), points.get(i))) {
          return "row "
              + (range.first() + entry)
              + " of input '"
              + data.slots().get(i).name()
              + "' is not the one that was committed to";
        }
      }
    }
    return null;
  }

  /**
   * Says whether all rows are those of the data, once all proofs were accepted.
   *
   * @throws OtherDataException if one is not
   * @throws IOException if the file could not be read
   */
  public void requireSame() throws OtherDataException, IOException {
    if (failure != null) {
      throw failure;
    }
    if (difference != null) {
      throw new OtherDataException(difference);
    }
  }
}
