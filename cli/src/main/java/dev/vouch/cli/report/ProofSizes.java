package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CostModel;
import dev.vouch.verifier.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * How large proofs under a key are, which is known before there is one; where a proof is about
 * several rows, what that is for each of them, and an estimate of the prover's time.
 */
public record ProofSizes(VerifyingKey key) implements Section {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double NANOS_PER_MICRO = 1e3;

  private int rows() {
    return key.circuit().rows();
  }

  /** Of one core, at the rates that the compiler chooses by. */
  private double microsPerRow() {
    return CostModel.COMPILER.prover(CircuitCost.of(key.layout())) / rows();
  }

  @Override
  public void put(ObjectNode root) {
    ObjectNode node =
        root.putObject("proofSizes")
            .put("columns", key.plan().columns())
            .put("plain", key.plainProofBytes());
    key.compactProofBytes().ifPresent(bytes -> node.put("compact", bytes));
    if (rows() > 1) {
      ObjectNode row = root.putObject("perRow").put("batch", rows());
      row.put("plain", (double) key.plainProofBytes() / rows());
      key.compactProofBytes().ifPresent(bytes -> row.put("compact", (double) bytes / rows()));
      row.put("estimatedMillis", microsPerRow() / MICROS_PER_MILLI)
          .put("estimateBasis", "one core, " + CostModel.COMPILER.rates().basis());
    }
  }

  @Override
  public List<Block> blocks() {
    StringBuilder text =
        new StringBuilder("a proof has ").append(Units.size(key.plainProofBytes()));
    key.compactProofBytes()
        .ifPresent(bytes -> text.append(", made compact ").append(Units.size(bytes)));
    text.append("; rows of ").append(key.plan().columns()).append(" columns");
    List<Block> blocks = new ArrayList<>(List.of(Block.row("size", text.toString())));
    if (rows() > 1) {
      blocks.add(Block.row("per row", perRow()));
    }
    return blocks;
  }

  private String perRow() {
    StringBuilder text = new StringBuilder("of ").append(rows()).append(" in a proof: ");
    text.append(Units.size(key.plainProofBytes() / rows()));
    key.compactProofBytes()
        .ifPresent(bytes -> text.append(", compact ").append(Units.size(bytes / rows())));
    return text.append("; proven in about ")
        .append(Units.time(Math.round(microsPerRow() * NANOS_PER_MICRO)))
        .append(" of one core (an estimate)")
        .toString();
  }
}
