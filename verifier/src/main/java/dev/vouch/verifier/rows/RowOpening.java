package dev.vouch.verifier.rows;

import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpeningCheck;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds an opening against verified rows of data as they come: one of a row, or of the sum of rows
 * that may be in several proofs (formats.md §10). Give it to a {@link RowVerifier} as its consumer;
 * what it says counts if that returns. Not thread-safe.
 *
 * <p>An opening of any tensor and rows is true as long as it is that of these proofs. Compare what
 * the opening names (role, name, first row, number of rows) with what was asked for: the sum of the
 * labels is no score.
 */
public final class RowOpening implements Consumer<VerifiedRows> {
  private final OpeningCheck check;
  private @Nullable VerifiedTensor tensor;
  private @Nullable OpeningRejectedException refusal;

  /** Of an opening; no row has been seen. */
  public RowOpening(TensorOpening opening) {
    this.check = new OpeningCheck(opening);
  }

  /** Takes in rows. */
  @Override
  public void accept(VerifiedRows rows) {
    if (refusal != null) {
      return;
    }
    try {
      VerifiedTensor found = find(rows.inference());
      CommittedRows committed = found.committedRows();
      check.add(committed, rows.range().first(), rows.range().rows());
      tensor = found;
    } catch (NoRowFormatException e) {
      refusal = OpeningCheck.noSuchTensor(check.opening(), String.valueOf(e.getMessage()));
    } catch (OpeningRejectedException e) {
      refusal = e;
    }
  }

  private VerifiedTensor find(VerifiedResult inference) throws OpeningRejectedException {
    TensorOpening opening = check.opening();
    List<VerifiedTensor> tensors =
        opening.role() == Slot.Role.INPUT ? inference.inputs() : inference.outputs();
    return tensors.stream()
        .filter(VerifiedTensor::isHidden)
        .filter(found -> found.name().equals(opening.name()))
        .findFirst()
        .orElseThrow(
            () ->
                OpeningCheck.noSuchTensor(
                    opening,
                    "the model has no such hidden "
                        + opening.role().word()
                        + "; hidden are "
                        + inference.hidden()));
  }

  /**
   * What the opening shows, once all proofs were accepted.
   *
   * @return as {@link VerifiedTensor#opensTo}
   * @throws OpeningRejectedException if it is no opening of these rows
   */
  public VerifiedTensor result() throws OpeningRejectedException {
    if (refusal != null) {
      throw refusal;
    }
    if (tensor == null) {
      check.finish(); // says that the row is missing
      throw new IllegalStateException("finished without a row");
    }
    return tensor.opened(check);
  }
}
