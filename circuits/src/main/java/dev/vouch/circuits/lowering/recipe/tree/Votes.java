package dev.vouch.circuits.lowering.recipe.tree;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.tree.SumErrors.Part;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Fetch;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.quantise.WeightQuantiser;
import dev.vouch.circuits.tree.Forest;
import dev.vouch.circuits.tree.Forest.Aggregate;
import dev.vouch.circuits.tree.NodeTable;
import dev.vouch.circuits.tree.TreeNode.Vote;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What becomes of the leaves that rows reach: votes are read from a table of integers of 32 bits,
 * and their sums are exact. Where each tree votes for one target the table has one column, else one
 * a target.
 */
final class Votes {
  /** Magnitude bits of a vote. */
  private static final int BITS = 31;

  private final LoweringContext context;
  private final ProgramBuilder program;
  private final String output;
  private final Forest forest;
  private final Optional<int[]> single;

  /** Numbers of a row of the table. */
  private final int width;

  private final double[] weights;
  private final int scale;

  private Votes(LoweringContext context, String output, Forest forest, List<List<Vote>> votes) {
    this.context = context;
    this.program = context.program();
    this.output = output;
    this.forest = forest;
    this.single = forest.singleTargets();
    this.width = single.isEmpty() ? forest.targets() : 1;
    if (width > Fetch.MAX_WIDTH) {
      throw new UnsupportedNodeException(
          "more than " + Fetch.MAX_WIDTH + " targets of one tree are not supported");
    }
    this.weights = weights(votes);
    double most = 0;
    for (double number : weights) {
      most = Math.max(most, Math.abs(number));
    }
    for (double base : forest.base()) {
      most = Math.max(most, Math.abs(base));
    }
    if (!Double.isFinite(most)) {
      throw new UnsupportedNodeException("votes of leaves hold NaN or infinity");
    }
    this.scale = Scales.fitting(most, BITS) - 1;
  }

  /** The table's numbers: of each leaf the sum of its votes for each target. */
  private double[] weights(List<List<Vote>> votes) {
    // the mean of trees is the sum of their shares
    double share = forest.aggregate() == Aggregate.AVERAGE ? forest.trees().size() : 1;
    double[] sums = new double[Math.multiplyExact(votes.size(), width)];
    for (int row = 0; row < votes.size(); row++) {
      for (Vote vote : votes.get(row)) {
        sums[row * width + (width == 1 ? 0 : vote.target())] += vote.weight() / share;
      }
    }
    return sums;
  }

  /** Scores of shape [rows, targets] of the leaves of shape [rows, trees]. */
  static Wire lower(
      LoweringContext context, String output, Forest forest, NodeTable nodes, int leaves) {
    return new Votes(context, output, forest, nodes.votes()).scores(nodes.firstLeaf(), leaves);
  }

  private Wire scores(int firstLeaf, int leaves) {
    boolean extremes = forest.aggregate() == Aggregate.MIN || forest.aggregate() == Aggregate.MAX;
    if (extremes && single.isEmpty()) {
      throw new UnsupportedNodeException(
          forest.aggregate()
              + " is not supported unless each leaf of a tree has one vote, for the same target");
    }
    int votes = weights.length / width;
    List<Integer> table = width == 1 ? List.of(votes) : List.of(votes, width);
    int stored = stored(output + ".vote", table, weights);
    List<Integer> shape = new ArrayList<>(program.tensor(leaves).shape());
    if (width > 1) {
      shape.add(width);
    }
    int read =
        program.computed(
            output + ".votes",
            shape,
            program.tensor(stored).range(),
            scale,
            made -> new Fetch(made, leaves, stored, firstLeaf));
    int base = storedBase();
    List<Summand> summands = new ArrayList<>(List.of(base(base, shape.get(0))));
    List<Part> added = new ArrayList<>();
    if (extremes) {
      for (Run run : runs(single.orElseThrow())) {
        int extreme = extreme(read, run);
        summands.add(placed(extreme, 0, 1, run));
        added.add(new Part(extreme, List.of(run.target())));
      }
    } else if (single.isPresent()) {
      added.add(new Part(read, Arrays.stream(single.get()).boxed().toList()));
      runs(single.orElseThrow())
          .forEach(run -> summands.add(placed(read, run.first(), run.count(), run)));
    } else {
      int columns = shape.get(1) * width;
      added.add(new Part(read, IntStream.range(0, columns).map(i -> i % width).boxed().toList()));
      summands.add(
          new Summand(
              1,
              shape,
              List.of(IndexEntry.axis(0), IndexEntry.axis(2)),
              List.of(new Term.Operand(read, axes(0, 1, 2)))));
    }
    int sum = program.contraction(output, List.of(shape.get(0), forest.targets()), summands, scale);
    context.errors().keepWide(sum);
    boolean mean = forest.aggregate() == Aggregate.AVERAGE;
    context.errors().rule(sum, new SumErrors(added, base, forest.targets(), mean, unit()));
    return ForestRecipe.wire(program, sum);
  }

  /** Trees side by side that vote for one target. */
  private record Run(int target, int first, int count) {}

  private static List<Run> runs(int[] targets) {
    List<Run> runs = new ArrayList<>();
    int first = 0;
    for (int end = 1; end <= targets.length; end++) {
      if (end == targets.length || targets[end] != targets[first]) {
        runs.add(new Run(targets[first], first, end - first));
        first = end;
      }
    }
    return runs;
  }

  /** Largest relative error of an addition of the model, of doubles where its features are. */
  private double unit() {
    return context.graph().info(output).type() == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
  }

  private int storedBase() {
    double[] base = forest.base().stream().mapToDouble(Double::doubleValue).toArray();
    return stored(output + ".base", List.of(base.length), base);
  }

  private Summand base(int stored, int rows) {
    return new Summand(
        1,
        List.of(rows, forest.base().size()),
        axes(0, 1),
        List.of(new Term.Operand(stored, axes(1))));
  }

  /** The sum of columns of a tensor of votes, as the target's column of the scores. */
  private Summand placed(int votes, int first, int count, Run run) {
    IndexEntry columns = new IndexEntry(first, List.of(new IndexEntry.Part(1, 1)));
    return new Summand(
        1,
        List.of(program.tensor(votes).shape().get(0), count),
        List.of(IndexEntry.axis(0), IndexEntry.constant(run.target())),
        List.of(new Term.Operand(votes, List.of(IndexEntry.axis(0), columns))));
  }

  /** The least or greatest vote of a run, as a tensor of one column. */
  private int extreme(int votes, Run run) {
    int sign = forest.aggregate() == Aggregate.MAX ? 1 : -1;
    int rows = program.tensor(votes).shape().get(0);
    IndexEntry columns = new IndexEntry(run.first(), List.of(new IndexEntry.Part(1, 1)));
    String name = output + ".of" + run.target();
    int taken =
        program.contraction(
            name,
            List.of(rows, run.count()),
            List.of(
                new Summand(
                    sign,
                    List.of(rows, run.count()),
                    axes(0, 1),
                    List.of(new Term.Operand(votes, List.of(IndexEntry.axis(0), columns))))),
            scale);
    int most = program.maximum(name, taken, 1);
    return program.contraction(
        name,
        List.of(rows, 1),
        List.of(
            new Summand(
                sign, List.of(rows, 1), axes(0, 1), List.of(new Term.Operand(most, axes(0))))),
        scale);
  }

  /** A weight of full width. */
  private int stored(String name, List<Integer> shape, double[] weights) {
    long[] integers = WeightQuantiser.quantise(weights, scale);
    double rounding = 0;
    for (int i = 0; i < weights.length; i++) {
      rounding = Math.max(rounding, Math.abs(Math.scalb(weights[i], scale) - integers[i]));
    }
    int tensor = program.model(name, shape, integers, Interval.signed(BITS + 1), scale);
    context.errors().stored(tensor, rounding);
    return tensor;
  }

  private static List<IndexEntry> axes(int... axes) {
    return Arrays.stream(axes).mapToObj(IndexEntry::axis).toList();
  }
}
