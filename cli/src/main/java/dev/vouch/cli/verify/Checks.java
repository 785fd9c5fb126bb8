package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.WeightStatus;
import dev.vouch.verifier.chain.VerifiedChain;
import dev.vouch.verifier.independence.RowIndependence;
import java.util.ArrayList;
import java.util.List;

/**
 * What a proof was held against, and what nobody asked for.
 *
 * @param made in words
 * @param missing in words, each with what would ask for it
 */
record Checks(boolean modelPinned, List<String> made, List<String> missing) implements Section {
  /** Of what is accepted. */
  static Checks of(Demands demands, VerifiedResult verified) {
    return of(
        verified,
        demands.modelId() != null,
        "which " + name(verified) + " it is (--model-id)",
        demands.context().length);
  }

  /**
   * The same, where the models were pinned otherwise.
   *
   * @param pinned whether all models are those that were asked for
   * @param unpinned what is not checked where an id is missing, and how it would be
   * @param context bytes that all parts are bound to
   */
  static Checks of(VerifiedResult verified, boolean pinned, String unpinned, int context) {
    List<String> made = new ArrayList<>();
    if (verified instanceof VerifiedChain chain) {
      made.add("every equation of the proofs of " + chain.parts().size() + " parts");
      made.add("declared ranges of inputs, outputs and what passes");
      made.add(chain.links().size() + " links");
    } else {
      made.add("every equation of the proof");
      made.add("declared ranges of inputs and outputs");
    }
    List<String> missing = new ArrayList<>();
    if (pinned) {
      made.add(name(verified) + " id as pinned");
    } else {
      missing.add(unpinned);
    }
    for (WeightStatus status : WeightStatus.values()) {
      weights(verified, status, made, missing);
    }
    if (context > 0) {
      made.add("context of " + context + " bytes");
    } else {
      missing.add("that the proof is new (--context)");
    }
    return new Checks(pinned, List.copyOf(made), List.copyOf(missing));
  }

  private static String name(VerifiedResult verified) {
    return verified.parts().size() > 1 ? "chain" : "model";
  }

  /**
   * As {@link #of}, of proofs of rows.
   *
   * @param independence whether the rows of a proof are independent of one another
   */
  static Checks ofRows(Demands demands, VerifiedResult verified, RowIndependence independence) {
    Checks one = of(demands, verified);
    List<String> made = new ArrayList<>(one.made);
    made.add("rows without gap, each once");
    List<String> missing = new ArrayList<>(one.missing);
    if (demands.allRows()) {
      made.add("from the first row to the last");
    } else {
      missing.add("that these are all rows (--complete)");
    }
    if (independence.independent()) {
      made.add("that no row's outputs depend on another row");
      (independence.alike() ? made : missing)
          .add("that no row's outputs depend on its place in a proof");
    } else {
      missing.add(
          "that a row's outputs depend on no other row (they are " + independence.text() + ")");
    }
    return new Checks(one.modelPinned, List.copyOf(made), List.copyOf(missing));
  }

  /** With more that was held against it. */
  Checks with(CheckedData data) {
    List<String> allMade = new ArrayList<>(made);
    allMade.addAll(data.made());
    List<String> allMissing = new ArrayList<>(missing);
    allMissing.addAll(data.missing());
    return new Checks(modelPinned, List.copyOf(allMade), List.copyOf(allMissing));
  }

  /** What was found of the weights that have a status, or not: of a chain, in which parts. */
  private static void weights(
      VerifiedResult verified, WeightStatus status, List<String> made, List<String> missing) {
    List<String> parts = new ArrayList<>();
    for (int part = 0; part < verified.parts().size(); part++) {
      if (verified.parts().get(part).weights() == status) {
        parts.add(String.valueOf(part));
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    String whose =
        verified.parts().size() == 1
            ? ""
            : (parts.size() == 1 ? " of part " : " of parts ") + String.join(", ", parts);
    switch (status) {
      case CERTIFIED -> made.add("certificate of the weights' ranges" + whose);
      case PUBLIC -> made.add("weights as given" + whose);
      case DECLARED_PUBLIC ->
          missing.add("that weights" + whose + " are integers in their ranges (--weights)");
      case FIELD_VALUED ->
          missing.add("that weights" + whose + " are integers in their ranges (no certificate)");
    }
  }

  @Override
  public void put(ObjectNode root) {
    root.put("modelPinned", modelPinned);
    made.forEach(root.putArray("checked")::add);
    missing.forEach(root.putArray("notChecked")::add);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("checked", String.join(", ", made)));
    if (!missing.isEmpty()) {
      blocks.add(Block.row("unchecked", String.join(", ", missing)));
    }
    return blocks;
  }
}
