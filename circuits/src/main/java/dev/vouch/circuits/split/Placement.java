package dev.vouch.circuits.split;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which part of a program holds what, given the cuts. Parts are ranges of primitives; a value is
 * computed in one part, its home, and read in its home and in later ones. An input's home is the
 * first part that reads it; weights and constants are in each part that reads them.
 */
final class Placement {
  private final IntegerProgram program;
  private final List<Integer> cuts;
  private final int[] homes;
  private final List<SortedSet<Integer>> readers = new ArrayList<>();

  /**
   * A placement.
   *
   * @param cuts ascending: how many primitives stand before each cut
   */
  Placement(IntegerProgram program, List<Integer> cuts) {
    this.program = program;
    this.cuts = List.copyOf(cuts);
    this.homes = new int[program.tensors().size()];
    Arrays.fill(homes, -1);
    program.tensors().forEach(tensor -> readers.add(new TreeSet<>()));
    for (int i = 0; i < program.primitives().size(); i++) {
      Primitive primitive = program.primitives().get(i);
      int part = partOf(i);
      homes[primitive.output()] = part;
      primitive.inputs().forEach(input -> readers.get(input).add(part));
    }
    for (NetworkPort port : program.inputs()) {
      SortedSet<Integer> parts = readers.get(port.tensor());
      homes[port.tensor()] = parts.isEmpty() ? 0 : parts.first();
    }
  }

  IntegerProgram program() {
    return program;
  }

  int parts() {
    return cuts.size() + 1;
  }

  /** The first primitive of a part. */
  int begin(int part) {
    return part == 0 ? 0 : cuts.get(part - 1);
  }

  /** The one after the last primitive of a part. */
  int end(int part) {
    return part == cuts.size() ? program.primitives().size() : cuts.get(part);
  }

  private int partOf(int primitive) {
    int part = 0;
    while (primitive >= end(part)) {
      part++;
    }
    return part;
  }

  /** The part that computes a value or takes an input. */
  int home(int tensor) {
    return homes[tensor];
  }

  /** Whether a part needs a tensor. */
  boolean isIn(int tensor, int part) {
    boolean read = readers.get(tensor).contains(part);
    return switch (program.tensor(tensor).kind()) {
      case MODEL, CONSTANT -> read || (part == 0 && readers.get(tensor).isEmpty());
      case INPUT, COMPUTED -> read || homes[tensor] == part;
    };
  }

  /** The parts that read a tensor, ascending. */
  List<Integer> readers(int tensor) {
    return List.copyOf(readers.get(tensor));
  }

  /** The parts that take a value over from its home, ascending. */
  List<Integer> takers(int tensor) {
    IntegerTensor.Kind kind = program.tensor(tensor).kind();
    if (kind == IntegerTensor.Kind.MODEL || kind == IntegerTensor.Kind.CONSTANT) {
      return List.of();
    }
    return readers.get(tensor).stream().filter(part -> part != homes[tensor]).toList();
  }
}
