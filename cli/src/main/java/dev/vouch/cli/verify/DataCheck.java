package dev.vouch.cli.verify;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpeningCheck;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.rows.OtherDataException;
import dev.vouch.verifier.rows.RowComparison;
import dev.vouch.verifier.rows.RowOpening;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.VerifiedRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds verified proofs against demands on their data, as they come. Not thread-safe. */
final class DataCheck implements Closeable {
  private final DataDemands demands;
  private final @Nullable DataCommitmentFile file;
  private final @Nullable RowComparison comparison;
  private final List<RowOpening> openings;

  private DataCheck(DataDemands demands, @Nullable DataCommitmentFile file) {
    this.demands = demands;
    this.file = file;
    this.comparison = file == null ? null : new RowComparison(file);
    this.openings = demands.openings().stream().map(RowOpening::new).toList();
  }

  /** Opens the commitment, if there is to be one. */
  static DataCheck open(DataDemands demands) throws IOException, MalformedCommitmentException {
    String name = demands.commitment();
    return new DataCheck(demands, name == null ? null : DataCommitmentFile.open(Path.of(name)));
  }

  /** Takes in rows. */
  void add(VerifiedRows rows) {
    if (comparison != null) {
      comparison.accept(rows);
    }
    openings.forEach(opening -> opening.accept(rows));
  }

  /**
   * What was found of proofs of rows that are accepted.
   *
   * @param key of the proofs
   * @throws OtherIdException if an id is another
   */
  CheckedData found(RowVerdict verdict, ModelKey key)
      throws IOException, OtherDataException, OpeningRejectedException, OtherIdException {
    if (comparison != null) {
      comparison.requireSame();
    }
    Map<String, InputId> ids = verdict.ids().inputs();
    List<String> others =
        others(
            key.inputs().stream().map(ModelPort::name),
            file == null ? ids.keySet() : file.commitment().byName().keySet());
    DataId dataId = file == null ? dataId(ids, others) : file.commitment().dataId();
    requireIds(ids, dataId, others, verdict.complete());
    List<VerifiedTensor> opened = new ArrayList<>();
    for (RowOpening opening : openings) {
      opened.add(opening.result());
    }
    List<String> partial =
        demands.openings().stream()
            .filter(
                opening -> opening.rows() > 1 && opening.rows() < verdict.end() - verdict.first())
            .map(opening -> "rows " + opening.firstRow() + " to " + opening.lastRow())
            .toList();
    return new CheckedData(
        demands, dataId, ids, file == null ? null : verdict.rows(), true, others, partial, opened);
  }

  /**
   * What was found of one proof.
   *
   * @throws OtherIdException if an id is another
   */
  static CheckedData found(DataDemands demands, VerifiedResult verified)
      throws OpeningRejectedException, OtherIdException {
    Map<String, InputId> ids = new LinkedHashMap<>();
    for (VerifiedTensor input : verified.inputs()) {
      if (named(verified.inputs(), input.name()).size() == 1) {
        try {
          ids.put(input.name(), input.commitmentId());
        } catch (NoRowFormatException e) {
          // has no id
        }
      }
    }
    List<String> others =
        others(verified.inputs().stream().map(VerifiedTensor::name), ids.keySet());
    DataId dataId = dataId(ids, others);
    new DataCheck(demands, null).requireIds(ids, dataId, others, true);
    List<VerifiedTensor> opened = new ArrayList<>();
    for (TensorOpening opening : demands.openings()) {
      opened.add(tensor(verified, opening).opensTo(opening));
    }
    return new CheckedData(demands, dataId, ids, null, false, others, List.of(), opened);
  }

  /** That of all inputs; null if one has no id, since it may hold anything. */
  private static @Nullable DataId dataId(Map<String, InputId> ids, List<String> others) {
    return ids.isEmpty() || !others.isEmpty() ? null : DataId.of(ids);
  }

  private static List<String> others(Stream<String> inputs, Set<String> ofId) {
    return inputs.filter(name -> !ofId.contains(name)).distinct().toList();
  }

  /**
   * Of models that were compiled apart several inputs or outputs may have one name: none is taken
   * for another.
   */
  private static VerifiedTensor tensor(VerifiedResult verified, TensorOpening opening)
      throws OpeningRejectedException {
    List<VerifiedTensor> tensors =
        named(
            opening.role() == Slot.Role.INPUT ? verified.inputs() : verified.outputs(),
            opening.name());
    if (tensors.size() > 1) {
      throw OpeningCheck.noSuchTensor(opening, tensors.size() + " are called so");
    }
    if (tensors.isEmpty() || !tensors.get(0).isHidden()) {
      throw OpeningCheck.noSuchTensor(opening, "hidden are " + verified.hidden());
    }
    return tensors.get(0);
  }

  private static List<VerifiedTensor> named(List<VerifiedTensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).toList();
  }

  private void requireIds(
      Map<String, InputId> ids, @Nullable DataId dataId, List<String> others, boolean complete)
      throws OtherIdException {
    DataId wanted = demands.dataId();
    if (wanted != null) {
      if (dataId == null && complete && !others.isEmpty()) {
        throw new OtherIdException(
            "the data has no id, as these inputs have none and may hold anything: "
                + String.join(", ", others));
      }
      require(dataId, wanted, "the data", complete);
    }
    for (Map.Entry<String, InputId> demand : demands.inputIds().entrySet()) {
      InputId found = ids.get(demand.getKey());
      if (found == null && file != null) {
        found = file.commitment().byName().get(demand.getKey());
      }
      require(found, demand.getValue(), "input '" + demand.getKey() + "'", complete);
    }
  }

  private static void require(@Nullable Object found, Object wanted, String what, boolean complete)
      throws OtherIdException {
    if (found == null) {
      throw new OtherIdException(
          complete
              ? what + " has no id: it is not there, or its rows are not apart"
              : "an id is that of all rows, and these are some; --commitment compares some rows");
    }
    if (!found.equals(wanted)) {
      throw new OtherIdException(what + " has the id " + found + ", not " + wanted);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** Data of another id than the one that was asked for. */
  static final class OtherIdException extends Exception implements Refusal {
    private static final long serialVersionUID = 1L;

    OtherIdException(String message) {
      super(message);
    }

    @Override
    public Kind kind() {
      return Kind.REJECTED;
    }

    @Override
    public String reasonName() {
      return "INPUT_ID";
    }

    @Override
    public String remedy() {
      return "proof and id; take those of the same data";
    }
  }
}
