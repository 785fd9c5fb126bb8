package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.facts.DeclaredRange;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names, shapes, types, scales and visibility of the network's inputs and outputs. */
public record PortSection(ModelKey key) implements Section {
  @Override
  public void put(ObjectNode root) {
    put(root.putObject("inputs"), key.inputs());
    put(root.putObject("outputs"), key.outputs());
  }

  private static void put(ObjectNode target, List<ModelPort> ports) {
    for (ModelPort own : ports) {
      Port port = own.port();
      ObjectNode node = target.putObject(port.name());
      ArrayNode lengths = node.putArray("shape");
      port.shape().forEach(lengths::add);
      node.put("type", type(port)).put("visibility", visibility(own));
      DeclaredRange.of(tensor(own)).ifPresent(range -> put(node, range, port));
    }
  }

  private static void put(ObjectNode node, DeclaredRange range, Port port) {
    new ScaleReport(range.scaleExponent(), port.slices()).put(node);
    node.put("lo", range.lo()).put("hi", range.hi());
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    key.inputs().forEach(port -> blocks.add(Block.row("input", text(port))));
    key.outputs().forEach(port -> blocks.add(Block.row("output", text(port))));
    return blocks;
  }

  private static String text(ModelPort own) {
    Port port = own.port();
    String range = DeclaredRange.of(tensor(own)).map(known -> text(known, port)).orElse("");
    return String.format(
        "%s %s  %s, %s; %s", port.name(), port.shape(), visibility(own), type(port), range);
  }

  /** The range in integers and, if they are values at one scale, in values. */
  private static String text(DeclaredRange range, Port port) {
    if (port.type().isOrder()) {
      return String.format(
          Locale.ROOT, "integers %d to %d, places of numbers", range.lo(), range.hi());
    }
    String integers =
        String.format(
            Locale.ROOT,
            "integers %d to %d, %s",
            range.lo(),
            range.hi(),
            new ScaleReport(range.scaleExponent(), port.slices()).text());
    if (port.slices() != null) {
      return integers;
    }
    return String.format(
        Locale.ROOT,
        "%s: %.6g to %.6g",
        integers,
        Math.scalb((double) range.lo(), -range.scaleExponent()),
        Math.scalb((double) range.hi(), -range.scaleExponent()));
  }

  private static Tensor tensor(ModelPort own) {
    return own.circuit().tensors().get(own.port().tensor());
  }

  private static String visibility(ModelPort own) {
    return tensor(own).kind() == TensorKind.PUBLIC ? "public" : "private";
  }

  private static String type(Port port) {
    return port.type().name().toLowerCase(Locale.ROOT);
  }
}
