package dev.vouch.circuits.lowering.recipe.index;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Concatenation;
import dev.vouch.circuits.lowering.recipe.Extrema;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.measure.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lowering of updates that go to given cells of a value, by static index tables: one for each of
 * the updates that meet in one cell.
 */
public final class ScatterRecipe {
  private ScatterRecipe() {}

  /**
   * Updates of a value.
   *
   * @param data value of the graph, computed or constant
   * @param updates value of the graph, computed or constant
   * @param targets cell of the data for each cell of the updates
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Scatter(String data, String updates, int[] targets) {}

  /** For each round the update of each cell, −1 for none; the last update first. */
  private static List<int[]> rounds(int size, int... targets) {
    List<int[]> rounds = new ArrayList<>();
    int[] count = new int[size];
    for (int update = targets.length - 1; update >= 0; update--) {
      if (targets[update] < 0) {
        continue;
      }
      int round = count[targets[update]]++;
      if (round == rounds.size()) {
        rounds.add(none(size));
      }
      rounds.get(round)[targets[update]] = update;
    }
    return rounds;
  }

  private static int[] none(int size) {
    int[] none = new int[size];
    Arrays.fill(none, -1);
    return none;
  }

  /**
   * The data with its updates.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(
      LoweringContext context, String output, Scatter scatter, Reduction reduction) {
    List<int[]> rounds = rounds(context.graph().info(output).size(), scatter.targets());
    if (rounds.isEmpty()) {
      return context.wires().ofAny(scatter.data());
    }
    return switch (reduction) {
      case NONE -> replaced(context, output, scatter, rounds.get(0));
      case ADD -> added(context, output, scatter, rounds);
      case MUL -> multiplied(context, output, scatter, rounds);
      case MIN -> extreme(context, output, scatter, rounds, -1);
      case MAX -> extreme(context, output, scatter, rounds, 1);
    };
  }

  /**
   * Sums of cells of a value.
   *
   * @param output value of the graph that the result stands for
   * @param value of the graph
   * @param targets cell of the output that each cell of the value is added to; −1 for none
   */
  public static Wire summed(LoweringContext context, String output, String value, int... targets) {
    int size = context.graph().info(output).size();
    List<int[]> rounds = rounds(size, targets);
    if (rounds.isEmpty()) {
      rounds.add(none(size));
    }
    return sum(
        context,
        output,
        rounds.stream().map(round -> gathered(context, output, value, round)).toList());
  }

  private static Wire replaced(
      LoweringContext context, String output, Scatter scatter, int... updates) {
    int[] kept =
        IntStream.range(0, updates.length).map(cell -> updates[cell] < 0 ? cell : -1).toArray();
    List<Wire> parts = new ArrayList<>();
    parts.add(gathered(context, output, scatter.updates(), updates));
    if (Arrays.stream(kept).anyMatch(cell -> cell >= 0) && !isZero(context, scatter.data())) {
      parts.add(gathered(context, output, scatter.data(), kept));
    }
    return sum(context, output, parts);
  }

  private static boolean isZero(LoweringContext context, String value) {
    TensorData constant = context.graph().known(value);
    if (constant == null) {
      return false;
    }
    boolean zero = Arrays.stream(constant.toDoubles()).allMatch(cell -> cell == 0);
    return context.measurements().ofWeights(Choice.ZERO, value, zero ? 1 : 0) == 1;
  }

  private static Wire added(
      LoweringContext context, String output, Scatter scatter, List<int[]> rounds) {
    List<Wire> parts = new ArrayList<>();
    rounds.forEach(round -> parts.add(gathered(context, output, scatter.updates(), round)));
    if (!isZero(context, scatter.data())) {
      parts.add(context.wires().ofAny(scatter.data()));
    }
    return sum(context, output, parts);
  }

  private static Wire sum(LoweringContext context, String output, List<Wire> parts) {
    long[] ones = new long[parts.size()];
    Arrays.fill(ones, 1);
    return Addition.ofWires(context, output, parts, ones);
  }

  /** One product a round; where a cell has no update, by 1. */
  private static Wire multiplied(
      LoweringContext context, String output, Scatter scatter, List<int[]> rounds) {
    Wire product = context.wires().ofAny(scatter.data());
    String labels = Labels.of(product.view().rank());
    int[] lengths = context.graph().info(output).shape();
    for (int[] round : rounds) {
      Wire x = context.rescaling().narrow(product);
      Wire factors = gathered(context, output, scatter.updates(), round);
      long one = 1L << factors.scaleExponent();
      long[] rest = Arrays.stream(round).mapToLong(update -> update < 0 ? one : 0).toArray();
      Operand without =
          Constants.integers(output + ".without", rest, lengths, labels, factors.scaleExponent());
      product =
          context
              .einsum(output, labels)
              .add(1, Operand.of(x, labels), Operand.of(factors, labels))
              .add(1, Operand.of(x, labels), without)
              .build(x.scaleExponent() + factors.scaleExponent());
    }
    return product;
  }

  /** The extreme value of each cell and its updates, side by side. */
  private static Wire extreme(
      LoweringContext context, String output, Scatter scatter, List<int[]> rounds, int sign) {
    int size = context.graph().info(output).size();
    List<Wire> parts = new ArrayList<>();
    parts.add(flat(context, scatter.data()));
    parts.add(flat(context, scatter.updates()));
    Wire all = Concatenation.lower(context, output, parts, 0);
    int width = rounds.size() + 1;
    int[] cells = new int[size * width];
    for (int i = 0; i < cells.length; i++) {
      int update = i % width == 0 ? -1 : rounds.get(i % width - 1)[i / width];
      cells[i] = update < 0 ? i / width : size + update;
    }
    Wire side = Wiring.lower(context, all, List.of(size, width), cells);
    Wire most = Extrema.along(context, output, side, new boolean[] {false, true}, sign);
    return context.rearranging().reshape(most, context.graph().shape(output));
  }

  private static Wire flat(LoweringContext context, String value) {
    Wire wire = context.rescaling().narrow(context.wires().ofAny(value));
    return context.rearranging().reshape(wire, List.of(context.graph().info(value).size()));
  }

  /** Chosen cells of a value, 0 where there is none. */
  private static Wire gathered(LoweringContext context, String output, String value, int... cells) {
    Wire flat = flat(context, value);
    return Wiring.lower(context, flat, context.graph().shape(output), cells);
  }
}
