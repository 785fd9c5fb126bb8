package dev.vouch.circuits.split;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.SafeName;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How values of a program are shown as hidden outputs and inputs of its parts: names, shapes, types
 * and scales, equal on both sides.
 */
final class Boundary {
  /** Ranges of so few integers need no limbs. */
  private static final long SHORT_TABLE = 256;

  private static final int MAX_AXES = 8;

  private final IntegerProgram program;
  private final int rows;
  private final Map<Integer, NetworkPort> inputs = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * The boundaries of a program's parts.
   *
   * @param rows how many rows of data it takes at once
   */
  Boundary(IntegerProgram program, int rows) {
    this.program = program;
    this.rows = rows;
    program.inputs().forEach(port -> inputs.put(port.tensor(), port));
    program.inputs().forEach(port -> taken.add(port.name()));
    program.outputs().forEach(port -> taken.add(port.name()));
  }

  /** Why a value cannot pass from one part to another; empty if it can. */
  Optional<String> refusal(int tensor) {
    IntegerTensor value = program.tensor(tensor);
    if (rows > 1 && (value.shape().isEmpty() || value.shape().get(0) != rows)) {
      return Optional.of(
          "'" + value.name() + "' of shape " + value.shape() + " has no row for each of the batch");
    }
    if (value.range().magnitude() == Interval.LIMIT && !inputs.containsKey(tensor)) {
      return Optional.of("integers of '" + value.name() + "' have more than 62 bits");
    }
    return Optional.empty();
  }

  /**
   * The range that both parts declare: the value's own or, where limbs cannot prove that, all
   * integers of as many bits. Whoever computes the value computes it exactly, so it stays in its
   * own range.
   */
  Interval range(int tensor) {
    Interval own = program.tensor(tensor).range();
    long width = own.hi() - own.lo() + 1;
    boolean digits = Long.bitCount(width) == 1 && Math.floorMod(own.lo(), width / 2 + 1) == 0;
    if (inputs.containsKey(tensor) || width <= SHORT_TABLE || digits) {
      return own;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(own.hi(), -(own.lo() + 1)));
    return own.lo() < 0 ? Interval.signed(bits + 1) : Interval.unsigned(bits);
  }

  /** The hidden port of a value, by which its home gives it and others take it. */
  NetworkPort port(int tensor, int tensorOfPart) {
    NetworkPort input = inputs.get(tensor);
    return new NetworkPort(
        name(tensor),
        input == null ? ValueType.REAL : input.type(),
        input == null ? shape(program.tensor(tensor).shape()) : input.shape(),
        tensorOfPart,
        true,
        input == null ? null : input.slices(),
        false);
  }

  /** That of the value of the graph, as far as nothing else has it. */
  private String name(int tensor) {
    @Nullable String known = names.get(tensor);
    if (known != null) {
      return known;
    }
    String base = SafeName.of(program.tensor(tensor).name());
    String name = base.isEmpty() ? "value" : base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "#" + i;
    }
    names.put(tensor, name);
    return name;
  }

  /** Begins with the axis of the rows, so that it is the same number for all ports of a part. */
  private List<Integer> shape(List<Integer> shape) {
    if (rows > 1 || (!shape.isEmpty() && shape.get(0) == 1)) {
      return shape;
    }
    List<Integer> whole = new ArrayList<>();
    whole.add(1);
    if (shape.size() < MAX_AXES) {
      whole.addAll(shape);
    } else {
      whole.add(IntegerTensor.size(shape));
    }
    return whole;
  }
}
