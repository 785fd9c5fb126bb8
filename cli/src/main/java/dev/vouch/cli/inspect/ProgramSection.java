package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.facts.MacCount;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a provable model holds beside its key; never weights or blinders. */
record ProgramSection(ModelFile model) implements Section {
  private IntegerProgram program() {
    return model.program();
  }

  private boolean secret() {
    return !program().publicWeights();
  }

  private int programBytes() {
    return ProgramCodec.encode(program()).length;
  }

  private int blinderBytes() {
    return model.blinders().stream().mapToInt(blinders -> blinders.length).sum();
  }

  /** How many primitives of each kind, by name. */
  private Map<String, Long> primitives() {
    return program().primitives().stream()
        .collect(
            Collectors.groupingBy(
                primitive -> primitive.getClass().getSimpleName(),
                TreeMap::new,
                Collectors.counting()));
  }

  @Override
  public void put(ObjectNode root) {
    root.put("secret", secret());
    ObjectNode node = root.putObject("program");
    node.put("bytes", programBytes())
        .put("blinderBytes", blinderBytes())
        .put("tensors", program().tensors().size())
        .put("macs", MacCount.of(program()))
        .put("limbBits", program().layout().limbBits());
    ObjectNode kinds = node.putObject("primitives");
    primitives().forEach(kinds::put);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (secret()) {
      blocks.add(
          Block.row("SECRET", "this file holds the weights and their blinders in clear; guard it"));
    }
    blocks.add(
        Block.row(
            "program",
            Units.size(programBytes())
                + ", "
                + program().tensors().size()
                + " tensors, "
                + MacCount.of(program())
                + " multiply-accumulates, limbs of "
                + program().layout().limbBits()
                + " bits"));
    blocks.add(
        Block.row(
            "steps",
            primitives().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "))));
    return blocks;
  }
}
