package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes each part of a proof takes (docs/spec/formats.md §4), and the model it names.
 *
 * @param length of the whole file
 * @param plan of the proof's circuit, which tells the messages apart; null where it is not known
 */
record ProofBytes(long length, Proof proof, @Nullable Plan plan) implements Section {
  private static final int HEADER = 12;

  /** Bytes by part, in the order of the file. */
  private Map<String, Long> parts() {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("header", (long) HEADER);
    parts.put("modelId", (long) proof.modelId().length);
    long hidden = Integer.BYTES;
    for (byte[] rows : proof.hiddenPoints()) {
      hidden += Integer.BYTES + rows.length;
    }
    long messages = Integer.BYTES + (long) proof.messages().length;
    // A value's bytes depend on its range and the format's version: what the others leave.
    parts.put("publicValues", length - HEADER - proof.modelId().length - hidden - messages);
    parts.put("hiddenTensors", hidden);
    if (plan == null || expected() != proof.messages().length) {
      parts.put("messages", messages);
    } else {
      long rows = (plan.witnessRows() + 1L) * PrimeField.BYTES; // and the row of pads
      long masked = (long) plan.messages() * PrimeField.BYTES;
      parts.put("witnessCommitments", rows);
      parts.put("maskedMessages", masked);
      parts.put("opening", messages - rows - masked);
    }
    return parts;
  }

  /** Bytes of the messages of a valid proof; -1 where the circuit has no proof of this form. */
  private long expected() {
    return proof.expectedMessageBytes(Objects.requireNonNull(plan));
  }

  @Override
  public void put(ObjectNode root) {
    ObjectNode node = root.putObject("sections");
    parts().forEach(node::put);
    root.put("form", proof.form().name().toLowerCase(Locale.ROOT));
    if (plan != null) {
      root.put("lengthFits", expected() == proof.messages().length);
    }
  }

  @Override
  public List<Block> blocks() {
    TextTable table = new TextTable("section", ">bytes");
    parts().forEach(table::row);
    if (plan != null && expected() != proof.messages().length) {
      table.note("not the length that proofs of this circuit have: verify will reject it");
    }
    return List.of(Block.table("Bytes by section", table));
  }
}
