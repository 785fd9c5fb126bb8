package dev.vouch.circuits.lowering.recipe.tree;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.RoundedComparisons;
import dev.vouch.circuits.lowering.recipe.place.PlaceGrid;
import dev.vouch.circuits.lowering.recipe.place.SpecialPlaces;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Descent;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.tree.Forest;
import dev.vouch.circuits.tree.Grid;
import dev.vouch.circuits.tree.NodeTable;
import dev.vouch.circuits.view.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lowering of decision trees: rows descend all trees through one table of nodes, which is a weight
 * of the model, then read what their leaves vote, which is another one.
 */
public final class ForestRecipe {
  private static final String ROWS = "rc";

  /** Bits of computed numbers that are compared. */
  private static final int WIDE = 54;

  /** The same of those that stand beside places: no integer is above that of NaN. */
  private static final int BESIDE_PLACES = 31;

  private final LoweringContext context;
  private final ProgramBuilder program;
  private final String output;
  private final Forest forest;

  private ForestRecipe(LoweringContext context, String output, Forest forest) {
    this.context = context;
    this.program = context.program();
    this.output = output;
    this.forest = forest;
  }

  /**
   * The scores of each row, wide and exact sums of the votes' integers.
   *
   * @param output value of the graph that the result stands for, of shape [rows, targets]
   * @param inputs values of the graph, each of shape [rows, columns], side by side
   */
  public static Wire lower(
      LoweringContext context, String output, List<String> inputs, Forest forest) {
    return new ForestRecipe(context, output, forest.byTarget()).scores(inputs);
  }

  private Wire scores(List<String> inputs) {
    int beside = inputs.stream().anyMatch(context.graph()::isOrdered) ? BESIDE_PLACES : WIDE;
    List<Grid> grids = new ArrayList<>();
    List<Wire> tables = new ArrayList<>();
    for (String input : inputs) {
      Wire x = context.wires().of(input);
      boolean ordered = context.graph().isOrdered(input);
      Optional<IntegerRounding> rounding = RoundedComparisons.of(context, input);
      Wire table;
      Grid grid;
      if (ordered) {
        table = x;
        grid = new PlaceGrid(FloatOrder.of(context.graph().info(input).type()));
      } else if (rounding.isPresent()) {
        table = context.rescaling().whole(x);
        grid = new RoundedGrid(rounding.get(), program.tensor(table.tensor()).range());
      } else {
        table = finest(context, input, x, beside);
        grid = new ScaleGrid(table.scaleExponent(), program.tensor(table.tensor()).range());
      }
      grids.addAll(Collections.nCopies(context.graph().shape(input).get(1), grid));
      tables.add(table);
    }
    NodeTable nodes = NodeTable.of(forest, grids);
    if (nodes.depth() > Descent.MAX_DEPTH) {
      throw new UnsupportedNodeException(
          "trees of more than " + Descent.MAX_DEPTH + " levels are not supported");
    }
    int columns = grids.size();
    List<Integer> shape = List.of(context.graph().shape(inputs.get(0)).get(0), columns);
    int features = plain(tables.size() == 1 ? tables.get(0) : sideBySide(tables, columns), shape);
    if (nodes.readsMissingFirst()) {
      features = withMissingFirst(wire(program, features), order(grids), columns);
      columns = 2 * columns;
    }
    int leaves = descent(features, nodes, grids, columns);
    return Votes.lower(context, output, forest, nodes, leaves);
  }

  /**
   * Computed numbers in their own steps, or, where that takes too many bits, in finer ones than
   * activations have.
   */
  private static Wire finest(LoweringContext context, String input, Wire x, int bits) {
    return context.graph().isInteger(input)
        ? context.rescaling().narrow(x)
        : context.rescaling().affine(x, bits);
  }

  /** The integers of all tables, whatever their scales. */
  private Wire sideBySide(List<Wire> tables, int columns) {
    Einsum rows = context.einsum(output + ".tables", ROWS).length('c', columns);
    int start = 0;
    for (int i = 0; i < tables.size(); i++) {
      Wire table = tables.get(i);
      Wire integers = new Wire(table.tensor(), table.view(), 0);
      char own = (char) ('D' + i);
      rows.place(1, Operand.of(integers, "r" + own), own, 'c', start);
      start += table.view().shape().get(1);
    }
    return rows.build(0);
  }

  private static FloatOrder order(List<Grid> grids) {
    return grids.stream()
        .filter(PlaceGrid.class::isInstance)
        .map(grid -> ((PlaceGrid) grid).order())
        .findFirst()
        .orElseThrow();
  }

  /** x, and beside it the same numbers, of which NaN is below −∞. */
  private int withMissingFirst(Wire x, FloatOrder order, int columns) {
    Wire low = SpecialPlaces.missingFirst(context, output, x, order);
    Wire both =
        context
            .einsum(output + ".features", ROWS)
            .length('c', 2 * columns)
            .place(1, Operand.of(x, "rx"), 'x', 'c', 0)
            .place(1, Operand.of(low, "ry"), 'y', 'c', columns)
            .build(0, order.range());
    return plain(both, List.of(x.view().shape().get(0), 2 * columns));
  }

  /** The value as a tensor of exactly this shape. */
  private int plain(Wire x, List<Integer> shape) {
    boolean whole = x.view().isWhole() && program.tensor(x.tensor()).shape().equals(shape);
    if (whole && program.affine(x.tensor())) {
      return x.tensor();
    }
    int cells = shape.get(0) * shape.get(1);
    int[] identity = IntStream.range(0, cells).toArray();
    return context.rearranging().gather(x, shape, identity).tensor();
  }

  /** For each row and tree the row of the leaf, in tables whose lengths alone are published. */
  private int descent(int x, NodeTable nodes, List<Grid> grids, int columns) {
    long[] left = nodes.left();
    List<Integer> rows = List.of(left.length);
    int last = nodes.firstLeaf() + nodes.votes().size();
    Interval declared =
        grids.stream().anyMatch(PlaceGrid.class::isInstance)
            ? order(grids).range()
            : Interval.signed(bits(program.tensor(x).range()));
    int features = program.model(output + ".feature", rows, nodes.features(), unsigned(columns), 0);
    int splits = program.model(output + ".threshold", rows, nodes.thresholds(), declared, 0);
    int children = program.model(output + ".left", rows, left, unsigned(last), 0);
    return program.computed(
        output + ".leaf",
        List.of(program.tensor(x).shape().get(0), forest.trees().size()),
        new Interval(0, last),
        0,
        leaf -> new Descent(leaf, x, features, splits, children, nodes.depth(), nodes.roots()));
  }

  /** Of two's complement that holds a range and what is one below it. */
  private static int bits(Interval range) {
    return new Interval(range.lo() - 1, range.hi()).bits() + 1;
  }

  /** A full width that holds 0 … count − 1. */
  static Interval unsigned(int count) {
    return Interval.unsigned(Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count - 1)));
  }

  /** The wire of a program tensor that is laid out as its value is. */
  static Wire wire(ProgramBuilder program, int tensor) {
    return new Wire(
        tensor, View.of(program.tensor(tensor).shape()), program.tensor(tensor).scaleExponent());
  }
}
