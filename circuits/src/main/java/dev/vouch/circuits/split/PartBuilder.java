package dev.vouch.circuits.split;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Exposure;
import dev.vouch.circuits.primitive.NetworkOutput;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes one part of a program as a program of its own: its range of primitives, unchanged, on
 * tensors with the same ranges and scales, so that it computes the same integers. Used once.
 */
final class PartBuilder {
  private final Placement placement;
  private final IntegerProgram whole;
  private final Boundary boundary;
  private final int part;
  private final Set<Integer> copied;
  private final List<IntegerTensor> tensors = new ArrayList<>();
  private final Map<Integer, long[]> constants = new HashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<Primitive> primitives = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final List<CutEnds> cuts = new ArrayList<>();
  private final List<NetworkPort> inputs = new ArrayList<>();
  private final List<NetworkPort> outputs = new ArrayList<>();

  /**
   * A builder.
   *
   * @param copied values that are given as copies though their primitives could commit them
   */
  PartBuilder(Placement placement, Boundary boundary, int part, Set<Integer> copied) {
    this.placement = placement;
    this.whole = placement.program();
    this.boundary = boundary;
    this.part = part;
    this.copied = Set.copyOf(copied);
  }

  /** The part, without a layout. */
  IntegerProgram build() {
    for (int tensor = 0; tensor < whole.tensors().size(); tensor++) {
      if (placement.isIn(tensor, part)) {
        tensor(tensor);
      }
    }
    whole.inputs().stream()
        .filter(port -> placement.home(port.tensor()) == part)
        .forEach(this::input);
    for (int tensor = 0; tensor < whole.tensors().size(); tensor++) {
      if (placement.takers(tensor).contains(part)) {
        inputs.add(boundary.port(tensor, number(tensor)));
      }
    }
    for (int i = placement.begin(part); i < placement.end(part); i++) {
      primitive(whole.primitives().get(i).renumbered(this::number), whole.origin(i), whole.cut(i));
    }
    whole.outputs().stream()
        .filter(port -> placement.home(port.tensor()) == part)
        .forEach(port -> outputs.add(moved(port)));
    for (int tensor = 0; tensor < whole.tensors().size(); tensor++) {
      if (placement.home(tensor) == part && !placement.takers(tensor).isEmpty()) {
        outputs.add(boundary.port(tensor, shown(tensor)));
      }
    }
    Set<String> own = new HashSet<>();
    outputs.forEach(port -> own.add(port.name()));
    return new IntegerProgram(
        tensors,
        constants,
        primitives,
        origins,
        cuts,
        inputs,
        outputs,
        whole.publicWeights(),
        new LimbPlan(8, 8, false, List.of()),
        whole.coarse().stream().filter(output -> own.contains(output.output())).toList());
  }

  private void tensor(int tensor) {
    IntegerTensor old = whole.tensor(tensor);
    boolean taken = placement.takers(tensor).contains(part);
    numbers.put(tensor, tensors.size());
    if (old.kind() == IntegerTensor.Kind.CONSTANT) {
      constants.put(tensors.size(), whole.constant(tensor));
    }
    tensors.add(taken ? passing(tensor, IntegerTensor.Kind.INPUT) : old);
  }

  /** A value as both sides declare it. */
  private IntegerTensor passing(int tensor, IntegerTensor.Kind kind) {
    IntegerTensor value = whole.tensor(tensor);
    return new IntegerTensor(
        value.name(), value.shape(), kind, boundary.range(tensor), value.scaleExponent());
  }

  private int number(int tensor) {
    Integer number = numbers.get(tensor);
    if (number == null) {
      throw new IllegalStateException("tensor " + tensor + " is not in part " + part);
    }
    return number;
  }

  private void input(NetworkPort port) {
    inputs.add(moved(port));
  }

  private NetworkPort moved(NetworkPort port) {
    return new NetworkPort(
        port.name(),
        port.type(),
        port.shape(),
        number(port.tensor()),
        port.hidden(),
        port.slices(),
        port.masks());
  }

  private void primitive(Primitive primitive, Origin origin, CutEnds ends) {
    primitives.add(primitive);
    origins.add(origin);
    cuts.add(ends);
  }

  /** A tensor of this part that can be an output and holds a value: the value's own, or a copy. */
  private int shown(int tensor) {
    int producer = producer(tensor);
    boolean own =
        producer >= 0
            && whole.primitives().get(producer).networkOutput() != NetworkOutput.IMPOSSIBLE
            && whole.outputs().stream().noneMatch(port -> port.tensor() == tensor)
            && whole.tensor(tensor).range().equals(boundary.range(tensor))
            && !copied.contains(tensor);
    if (own) {
      return number(tensor);
    }
    int copy = tensors.size();
    tensors.add(passing(tensor, IntegerTensor.Kind.COMPUTED));
    primitive(
        new Exposure(copy, number(tensor)),
        producer < 0 ? Origin.NONE : whole.origin(producer),
        CutEnds.NONE);
    return copy;
  }

  /** Number of the primitive that computes a value; −1 for an input. */
  private int producer(int tensor) {
    for (int i = placement.begin(part); i < placement.end(part); i++) {
      if (whole.primitives().get(i).output() == tensor) {
        return i;
      }
    }
    return -1;
  }
}
