package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LinearLayer.Weights;
import dev.vouch.circuits.quantise.Scales;
import java.util.ArrayList;
import java.util.List;

/** Lowering of sums of values and constants that broadcast against each other. */
public final class Addition {
  private Addition() {}

  /** Binds {@code output} to what {@link #lower} gives. */
  public static void bind(
      Lowering lowering, List<String> inputs, long[] coefficients, String output) {
    lowering.bind(output, lower(lowering, inputs, coefficients, output));
  }

  /**
   * Σ coefficient · input, wide.
   *
   * @param coefficients one an input, ±1
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      Lowering lowering, List<String> inputs, long[] coefficients, String output) {
    List<Integer> shape = lowering.shape(output);
    String labels = Lowering.labels(shape.size());
    List<Wire> wires = new ArrayList<>();
    List<Long> signs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!lowering.isConstant(inputs.get(i))) {
        wires.add(lowering.wire(inputs.get(i)));
        signs.add(coefficients[i]);
      }
    }
    int scale = wires.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
    if (wires.size() < inputs.size() && !lowering.isInteger(output)) {
      // What was an integer has no room for the digits of a real constant.
      scale = Math.max(scale, Scales.signed(lowering.magnitude(output).orElse(1)));
    }
    Einsum sum = lowering.einsum(output, labels);
    for (int i = 0; i < wires.size(); i++) {
      Wire wire = wires.get(i);
      long factor = signs.get(i) * Lowering.refinement(wire.scaleExponent(), scale);
      sum.add(factor, lowering.term(wire.through(wire.view().broadcastTo(shape)), labels));
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (lowering.isConstant(inputs.get(i))) {
        addConstant(lowering, sum, inputs.get(i), coefficients[i], labels, scale);
      }
    }
    return sum.build(scale);
  }

  private static void addConstant(
      Lowering lowering, Einsum sum, String name, long coefficient, String labels, int scale) {
    TensorData constant = lowering.constant(name);
    Weights weights = Weights.broadcast(name, constant, labels).times(coefficient);
    if (!constant.isFloating()) {
      sum.add(
          Lowering.refinement(0, scale),
          lowering.weight(name, weights.values(), weights.lengths(), weights.labels(), 0));
    } else if (constant.rank()
        > 0) { // may be learned; a number without axes is part of the architecture
      LinearLayer.addConstant(lowering, sum, weights, scale);
    } else {
      long integer = (long) Math.floor(Math.scalb(weights.values()[0], scale) + 0.5);
      sum.add(1, lowering.integers(name, new long[] {integer}, new int[0], "", scale));
    }
  }
}
