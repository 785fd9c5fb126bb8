package dev.vouch.verifier.chain;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The inputs and outputs of a chain's parts: which are joined, and which are those of the whole.
 */
final class ChainPorts {
  private final List<Circuit> circuits;
  private final List<ChainLink> links;

  ChainPorts(List<VerifyingKey> keys, List<ChainLink> links) {
    this.circuits = keys.stream().map(VerifyingKey::circuit).toList();
    this.links = links;
  }

  /**
   * Checks that each link joins a hidden output and a hidden input of one format, and that the
   * names of what is left are all different.
   */
  void check() throws MalformedChainException {
    for (ChainLink link : links) {
      if (link.toPart() >= circuits.size()) {
        throw new MalformedChainException(
            "the link from " + link + ": there are " + circuits.size() + " parts");
      }
      Circuit from = circuits.get(link.fromPart());
      Circuit to = circuits.get(link.toPart());
      RowFormat output = format(link, from, from.outputs(), "output", link.output());
      RowFormat input = format(link, to, to.inputs(), "input", link.input());
      if (!output.equals(input)) {
        throw new MalformedChainException(
            "the link from " + link + ": their formats differ, " + output + " and " + input);
      }
      if (from.rows() != to.rows()) {
        throw new MalformedChainException(
            "the link from "
                + link
                + ": the parts take "
                + from.rows()
                + " and "
                + to.rows()
                + " rows at once");
      }
    }
    requireDifferentJoined();
    requireDifferent("inputs", inputs());
    requireDifferent("outputs", outputs());
  }

  private static RowFormat format(
      ChainLink link, Circuit circuit, List<Port> ports, String role, String name)
      throws MalformedChainException {
    Port port =
        ports.stream()
            .filter(other -> other.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new MalformedChainException(
                        "the link from " + link + ": there is no such " + role));
    if (!(circuit.tensors().get(port.tensor()) instanceof Tensor.Committed)) {
      throw new MalformedChainException("the link from " + link + ": the " + role + " is public");
    }
    try {
      return RowFormat.of(circuit, port);
    } catch (NoRowFormatException e) {
      throw new MalformedChainException("the link from " + link + ": " + e.getMessage(), e);
    }
  }

  /** So that a name says which value passes. */
  private void requireDifferentJoined() throws MalformedChainException {
    Map<String, Integer> homes = new HashMap<>();
    for (ChainLink link : links) {
      Integer home = homes.putIfAbsent(link.output(), link.fromPart());
      if (home != null && home != link.fromPart()) {
        throw new MalformedChainException(
            "parts " + home + " and " + link.fromPart() + " both pass on '" + link.output() + "'");
      }
    }
  }

  private static void requireDifferent(String what, List<ModelPort> ports)
      throws MalformedChainException {
    Set<String> names = new HashSet<>();
    for (ModelPort port : ports) {
      if (!names.add(port.name())) {
        throw new MalformedChainException(
            "two " + what + " of the whole are called '" + port.name() + "'");
      }
    }
  }

  /** The inputs that no link leads to. */
  List<ModelPort> inputs() {
    Set<ChainKey.End> joined = new HashSet<>();
    links.forEach(link -> joined.add(new ChainKey.End(link.toPart(), link.input())));
    return loose(Circuit::inputs, joined);
  }

  /** The outputs that no link leads from. */
  List<ModelPort> outputs() {
    Set<ChainKey.End> joined = new HashSet<>();
    links.forEach(link -> joined.add(new ChainKey.End(link.fromPart(), link.output())));
    return loose(Circuit::outputs, joined);
  }

  private List<ModelPort> loose(Function<Circuit, List<Port>> ports, Set<ChainKey.End> joined) {
    List<ModelPort> loose = new ArrayList<>();
    for (int part = 0; part < circuits.size(); part++) {
      Circuit circuit = circuits.get(part);
      for (ModelPort port : ModelKey.ports(part, circuit, ports.apply(circuit))) {
        if (!joined.contains(new ChainKey.End(part, port.name()))) {
          loose.add(port);
        }
      }
    }
    return List.copyOf(loose);
  }
}
