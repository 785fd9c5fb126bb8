package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Normalisation;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.view.View;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Integers of any length as mantissas, and factors for what was shifted out of them.
 *
 * @param mantissa at scale 0
 * @param factor at scale 0
 */
record Normal(Wire mantissa, Wire factor) {
  private static final int MAX_AXES = 8;

  /**
   * The {@link Normalisation} of every cell of a tensor.
   *
   * @param name of what the results are part of
   * @param x affine
   * @param factors by number of steps
   */
  static Normal of(
      LoweringContext context, String name, Wire x, int mantissaBits, int step, long... factors) {
    IntegerTensor tensor = context.program().tensor(x.tensor());
    if (tensor.shape().size() == MAX_AXES) {
      throw new UnsupportedNodeException("its operand has too many axes for wide numbers");
    }
    int pairs =
        context.program().normalisation(name + ".normal", x.tensor(), mantissaBits, step, factors);
    Interval mantissas = Normalisation.mantissas(tensor.range(), mantissaBits);
    return new Normal(
        slice(context, name + ".mantissa", x.view(), pairs, 0, mantissas),
        slice(context, name + ".factor", x.view(), pairs, 1, Interval.of(factors)));
  }

  private static Wire slice(
      LoweringContext context, String name, View view, int pairs, int at, Interval within) {
    List<Integer> shape = context.program().tensor(pairs).shape();
    List<Integer> cells = shape.subList(0, shape.size() - 1);
    List<IndexEntry> all = IntStream.range(0, cells.size()).mapToObj(IndexEntry::axis).toList();
    List<IndexEntry> read = new ArrayList<>(all);
    read.add(new IndexEntry(at, List.of()));
    Summand summand = new Summand(1, cells, all, List.of(new Term.Operand(pairs, read)));
    int tensor = context.program().contraction(name, cells, List.of(summand), 0, within);
    return new Wire(tensor, view, 0);
  }
}
