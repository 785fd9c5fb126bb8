package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the data of accepted proofs.
 *
 * @param dataId of the inputs, or of the commitment; null if there is none
 * @param inputIds by name
 * @param rows that are those of the commitment, in words; null if there is none
 * @param numbered whether proofs say which rows they are about; else only the openings do
 * @param others inputs of the model that the data id is not about
 * @param partial sums of which is known that they are not over all rows, in words
 * @param opened one an opening of the demands
 */
record CheckedData(
    DataDemands demands,
    @Nullable DataId dataId,
    Map<String, InputId> inputIds,
    @Nullable String rows,
    boolean numbered,
    List<String> others,
    List<String> partial,
    List<VerifiedTensor> opened)
    implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("dataId", dataId == null ? null : dataId.hex());
    ObjectNode ids = root.putObject("inputIds");
    inputIds.forEach((name, id) -> ids.put(name, id.hex()));
    if (rows != null) {
      root.put("committedRows", rows);
    }
    ArrayNode array = root.putArray("opened");
    for (int i = 0; i < opened.size(); i++) {
      TensorOpening opening = demands.openings().get(i);
      ObjectNode node =
          array
              .addObject()
              .put("role", opening.role().word())
              .put("firstRow", opening.firstRow())
              .put("lastRow", opening.lastRow())
              .put("rowsProven", numbered);
      TensorReport.putAll(node.putObject("tensor"), TensorReports.of(List.of(opened.get(i))));
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (dataId != null) {
      blocks.add(
          Block.row(
              "data id",
              dataId.hex() + (rows == null ? "" : ": inputs are those committed to, " + rows)));
    }
    for (int i = 0; i < opened.size(); i++) {
      TensorOpening opening = demands.openings().get(i);
      String rowText =
          opening.rows() == 1
              ? "row " + opening.firstRow()
              : "sum of rows " + opening.firstRow() + " to " + opening.lastRow();
      blocks.add(
          Block.row(
              "opened",
              rowText
                  + " of "
                  + opening.role().word()
                  + " "
                  + TensorReports.of(List.of(opened.get(i))).get(0).text()));
    }
    if (!numbered && !opened.isEmpty()) {
      blocks.add(Block.continued("which rows these are the openings say; one proof does not"));
    }
    return blocks;
  }

  /** What was demanded and holds, in words. */
  List<String> made() {
    List<String> made = new ArrayList<>();
    if (demands.dataId() != null) {
      made.add("data id as given");
    }
    if (!demands.inputIds().isEmpty()) {
      made.add("input ids as given");
    }
    if (rows != null) {
      made.add("rows as committed to");
    }
    if (!opened.isEmpty()) {
      made.add("openings");
    }
    return made;
  }

  /**
   * An id of some inputs says nothing of the others, which may change any output; and whoever opens
   * a sum of some rows has chosen them.
   */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    boolean demanded = demands.dataId() != null || rows != null;
    if (demanded && !others.isEmpty()) {
      missing.add("whose data these inputs are: " + String.join(", ", others));
    }
    partial.forEach(sum -> missing.add("the other rows' part of the sum of " + sum));
    return missing;
  }
}
