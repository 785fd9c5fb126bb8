package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.field.PrimeField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What a proof says without its key: integers and commitments, without names and scales. */
record ProofSection(Proof proof) implements Section {
  private static final int MOST_VALUES_IN_TEXT = 20;

  @Override
  public void put(ObjectNode root) {
    ArrayNode shown = root.putArray("publicTensors");
    for (long[] integers : proof.publicValues()) {
      ArrayNode values = shown.addObject().putArray("integers");
      Arrays.stream(integers).forEach(values::add);
    }
    ArrayNode hidden = root.putArray("hiddenTensors");
    for (byte[] rows : proof.hiddenPoints()) {
      ArrayNode commitments = hidden.addObject().putArray("rowCommitments");
      for (int row = 0; row < rows.length; row += PrimeField.BYTES) {
        commitments.add(HexFormat.of().formatHex(rows, row, row + PrimeField.BYTES));
      }
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (long[] integers : proof.publicValues()) {
      String values =
          Arrays.stream(integers)
              .limit(MOST_VALUES_IN_TEXT)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(" "));
      String rest = integers.length > MOST_VALUES_IN_TEXT ? " …" : "";
      blocks.add(Block.row("public", integers.length + " integers: " + values + rest));
    }
    for (byte[] rows : proof.hiddenPoints()) {
      int count = rows.length / PrimeField.BYTES;
      blocks.add(Block.row("hidden", count + " rows of commitments"));
    }
    blocks.add(
        Block.continued("names, shapes and scales are in the key: --key MODEL.vk shows them"));
    return blocks;
  }
}
