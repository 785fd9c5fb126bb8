package dev.vouch.circuits.split;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.chain.ChainFormat;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Splits a compiled network into parts. Each is a range of the network's primitives with the same
 * integer semantics, so that together they compute the same outputs, bit for bit; each gets a
 * layout of its own. Deterministic. Not thread-safe.
 */
public final class Splitter {
  private final CompiledNetwork network;
  private final IntegerProgram program;
  private final ProofGoal goal;
  private final Boundary boundary;
  private final CutPlaces places;

  private Splitter(CompiledNetwork network, ProofGoal goal) {
    this.network = network;
    this.program = network.program();
    this.goal = goal;
    this.boundary = new Boundary(program, network.circuit().rows());
    this.places = new CutPlaces(program, boundary);
  }

  /**
   * Splits a network at cheap places into parts of similar cost.
   *
   * @param parts 2 to {@link ChainFormat#MAX_PARTS}
   * @param goal what the widths of the parts' circuits are chosen for
   * @throws UnsplittableException if there are not so many places to cut at
   * @throws IllegalArgumentException for another number of parts
   */
  public static SplitNetwork split(CompiledNetwork network, int parts, ProofGoal goal)
      throws UnsplittableException {
    requireParts(parts);
    Splitter splitter = new Splitter(network, goal);
    CutSearch search = new CutSearch(splitter.places, PrimitiveCosts.of(network.program()));
    return splitter.at(search.cuts(parts));
  }

  /**
   * Splits a network after certain nodes of its graph: after the last primitive that computes them.
   *
   * @param nodes names of nodes, in any order
   * @param goal as above
   * @throws UnsplittableException if there is no such node, or nothing can be cut there
   */
  public static SplitNetwork splitAfter(CompiledNetwork network, List<String> nodes, ProofGoal goal)
      throws UnsplittableException {
    requireParts(nodes.size() + 1);
    Splitter splitter = new Splitter(network, goal);
    SortedSet<Integer> cuts = new TreeSet<>();
    for (String node : nodes) {
      if (!cuts.add(splitter.placeAfter(node))) {
        throw new UnsplittableException(
            "there is nothing between node '" + node + "' and another to cut at");
      }
    }
    return splitter.at(List.copyOf(cuts));
  }

  /**
   * Splits a network at places that are known ({@link SplitNetwork#cuts}), of untrusted origin say.
   *
   * @param cuts ascending: how many primitives of the program stand before each
   * @param goal as above
   * @throws UnsplittableException if nothing can be cut there
   * @throws IllegalArgumentException for another number of parts, or places that do not ascend
   */
  public static SplitNetwork splitAt(CompiledNetwork network, List<Integer> cuts, ProofGoal goal)
      throws UnsplittableException {
    requireParts(cuts.size() + 1);
    Splitter splitter = new Splitter(network, goal);
    int primitives = splitter.program.primitives().size();
    int before = 0;
    for (int cut : cuts) {
      if (cut <= before) {
        throw new IllegalArgumentException("a cut at " + cut + " after one at " + before);
      }
      if (cut >= primitives) {
        throw new UnsplittableException(
            "there can be no cut after " + cut + " primitives: the network has " + primitives);
      }
      List<String> refusals = splitter.places.refusals(cut);
      if (!refusals.isEmpty()) {
        throw new UnsplittableException(
            "there can be no cut after " + cut + " primitives: " + String.join("; ", refusals));
      }
      before = cut;
    }
    return splitter.at(cuts);
  }

  private static void requireParts(int parts) {
    if (parts < 2 || parts > ChainFormat.MAX_PARTS) {
      throw new IllegalArgumentException(
          "a network is split into 2 to " + ChainFormat.MAX_PARTS + " parts, not " + parts);
    }
  }

  private int placeAfter(String node) throws UnsplittableException {
    int place = 0;
    Set<String> known = new LinkedHashSet<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      for (NodeRef ref : program.origin(i).nodes()) {
        known.add(ref.name());
        place = ref.name().equals(node) ? i + 1 : place;
      }
    }
    if (place == 0) {
      throw new UnsplittableException(
          "no node '" + node + "' computes anything; there are " + String.join(", ", known));
    }
    if (place == program.primitives().size()) {
      throw new UnsplittableException("nothing follows node '" + node + "'");
    }
    List<String> refusals = places.refusals(place);
    if (!refusals.isEmpty()) {
      throw new UnsplittableException(
          "there can be no cut after node '" + node + "': " + String.join("; ", refusals));
    }
    return place;
  }

  private SplitNetwork at(List<Integer> cuts) throws UnsplittableException {
    Placement placement = new Placement(program, cuts);
    List<CompiledNetwork> parts = new ArrayList<>();
    for (int part = 0; part < placement.parts(); part++) {
      parts.add(part(placement, part));
    }
    List<ChainLink> links = links(placement);
    return new SplitNetwork(CommonColumns.of(parts, links), links, cuts, shared(placement));
  }

  private CompiledNetwork part(Placement placement, int part) throws UnsplittableException {
    try {
      PartBuilder own = new PartBuilder(placement, boundary, part, Set.of());
      Map<String, Integer> columns = inputColumns(placement, part);
      IntegerProgram built = own.build().withCheapestLayout(goal, columns);
      Set<Integer> copied = otherRanges(placement, part, built);
      if (!copied.isEmpty()) {
        PartBuilder copying = new PartBuilder(placement, boundary, part, copied);
        built = copying.build().withCheapestLayout(goal, columns);
      }
      return new CompiledNetwork(built, built.emit().circuit(), weights(placement, part));
    } catch (RangeExceededException e) {
      throw new UnsplittableException("part " + part + ": " + e.getMessage());
    }
  }

  /**
   * Columns of the network's hidden inputs that a part has, as the whole network has them: what was
   * committed to as inputs of the one are inputs of the other.
   */
  private Map<String, Integer> inputColumns(Placement placement, int part) {
    Map<String, Integer> columns = new HashMap<>();
    for (NetworkPort port : program.inputs()) {
      if (port.hidden() && placement.home(port.tensor()) == part) {
        Port whole =
            network.circuit().inputs().stream()
                .filter(input -> input.name().equals(port.name()))
                .findFirst()
                .orElseThrow();
        Tensor.Committed tensor =
            (Tensor.Committed) network.circuit().tensors().get(whole.tensor());
        columns.put(port.name(), tensor.columnBits());
      }
    }
    return columns;
  }

  /**
   * Values that are given by tensors which are committed with another range than their own, such as
   * that of a clamp: those who take them could not prove it.
   */
  private Set<Integer> otherRanges(Placement placement, int part, IntegerProgram built) {
    Set<Integer> others = new HashSet<>();
    EmittedCircuit emitted = built.emit();
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      if (placement.home(tensor) == part && !placement.takers(tensor).isEmpty()) {
        Interval declared = boundary.range(tensor);
        String name = boundary.port(tensor, 0).name();
        Tensor.Committed given =
            built.outputs().stream()
                .filter(port -> port.name().equals(name))
                .map(port -> emitted.circuit().tensors().get(emitted.tensor(port.tensor())))
                .map(Tensor.Committed.class::cast)
                .findFirst()
                .orElseThrow();
        if (given.lo() != declared.lo() || given.hi() != declared.hi()) {
          others.add(tensor);
        }
      }
    }
    return others;
  }

  private List<long[]> weights(Placement placement, int part) {
    List<long[]> weights = new ArrayList<>();
    int model = 0;
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      if (program.tensor(tensor).kind() == IntegerTensor.Kind.MODEL) {
        long[] values = network.modelValues().get(model++);
        if (placement.isIn(tensor, part)) {
          weights.add(values);
        }
      }
    }
    return weights;
  }

  private List<String> shared(Placement placement) {
    List<String> names = new ArrayList<>();
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      if (program.tensor(tensor).kind() == IntegerTensor.Kind.MODEL
          && placement.readers(tensor).size() > 1) {
        names.add(program.tensor(tensor).name());
      }
    }
    return names;
  }

  private List<ChainLink> links(Placement placement) {
    List<ChainLink> links = new ArrayList<>();
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      for (int taker : placement.takers(tensor)) {
        String name = boundary.port(tensor, 0).name();
        links.add(new ChainLink(placement.home(tensor), name, taker, name));
      }
    }
    links.sort(ChainLink.ORDER);
    return links;
  }
}
