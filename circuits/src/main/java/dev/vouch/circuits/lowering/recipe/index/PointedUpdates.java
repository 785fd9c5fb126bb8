package dev.vouch.circuits.lowering.recipe.index;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;

/**
 * Updates of a value whose cells computed indices choose: one-hot rows, 1 where an update meets its
 * cell of the data.
 *
 * @param dataLabels of the data's axes; {@link #PLACE} along which updates point
 * @param updateLabels of the updates' axes: one of their own in place of {@link #PLACE}
 * @param positions with the axes {@code rowLabels}, then {@link #PLACE}
 * @param rowLabels those of the updates on which the places depend
 */
public record PointedUpdates(
    Wire data,
    String dataLabels,
    Wire updates,
    String updateLabels,
    Wire positions,
    String rowLabels) {
  /** Label of the places along an axis of the data at which updates point. */
  public static final char PLACE = 'P';

  private static final char LATER = 'L';

  /**
   * The data with its updates, all values exactly as they were.
   *
   * @param output value of the graph that the result stands for
   * @param reduction none, or a sum
   */
  public Wire lower(LoweringContext context, String output, Reduction reduction) {
    PointedUpdates narrow =
        new PointedUpdates(
            context.rescaling().narrow(data),
            dataLabels,
            context.rescaling().narrow(updates),
            updateLabels,
            positions,
            rowLabels);
    int scale = Math.max(narrow.data.scaleExponent(), narrow.updates.scaleExponent());
    return switch (reduction) {
      case NONE -> narrow.replaced(context, output, scale);
      case ADD ->
          context
              .einsum(output, dataLabels)
              .add(factor(narrow.data, scale), Operand.of(narrow.data, dataLabels))
              .add(factor(narrow.updates, scale), Operand.of(narrow.updates, updateLabels), rows())
              .build(scale);
      case MUL, MIN, MAX ->
          throw new IllegalArgumentException(reduction + " is written as other nodes");
    };
  }

  private static long factor(Wire wire, int scale) {
    return Rescaling.factor(wire.scaleExponent(), scale);
  }

  private Operand rows() {
    return Operand.of(positions, rowLabels + PLACE);
  }

  private static Interval range(LoweringContext context, Wire wire, int scale) {
    Interval range = context.program().tensor(wire.tensor()).range();
    return range.times(new Interval(factor(wire, scale), factor(wire, scale)));
  }

  /** data + Σ positions · change, where change = update − data at its place. */
  private Wire replaced(LoweringContext context, String output, int scale) {
    Interval before = range(context, data, scale);
    Interval after = range(context, updates, scale);
    Interval changes = new Interval(after.lo() - before.hi(), after.hi() - before.lo());
    Wire change =
        context
            .einsum(output + ".change", updateLabels)
            .add(factor(updates, scale), Operand.of(updates, updateLabels))
            .add(-factor(data, scale), Operand.of(data, dataLabels), rows())
            .build(scale, changes);
    Wire last = last(context, output, exactly(context, output + ".change", change));
    Interval all =
        new Interval(Math.min(before.lo(), after.lo()), Math.max(before.hi(), after.hi()));
    return context
        .einsum(output, dataLabels)
        .add(factor(data, scale), Operand.of(data, dataLabels))
        .add(1, Operand.of(last, updateLabels), rows())
        .build(scale, all);
  }

  private static Wire exactly(LoweringContext context, String name, Wire wire) {
    Interval range = context.program().tensor(wire.tensor()).range();
    return context.rescaling().requantise(wire, wire.scaleExponent(), range, name);
  }

  /** The changes, 0 where a later update has the same place. */
  private Wire last(LoweringContext context, String output, Wire change) {
    int row = row();
    int count = positions.view().shape().get(row);
    if (count == 1) {
      return change;
    }
    Wire simple =
        positions.view().zeroOutside(row) ? positions : context.rearranging().rearrange(positions);
    View later = simple.view().window(row, count, 1, count - 1, 1, -1);
    String laterLabels =
        rowLabels.substring(0, row + 1) + LATER + rowLabels.substring(row + 1) + PLACE;
    Wire taken =
        context
            .einsum(output + ".later", rowLabels + PLACE)
            .add(1, Operand.of(simple.through(later), laterLabels))
            .build(0);
    Wire times =
        context
            .einsum(output + ".overwritten", rowLabels)
            .add(1, rows(), Operand.of(taken, rowLabels + PLACE))
            .build(0, new Interval(0, count - 1L));
    Wire overwritten =
        context.rescaling().requantise(times, 0, Interval.unsigned(1), output + ".overwritten");
    Interval changes = context.program().tensor(change.tensor()).range();
    Interval all = new Interval(Math.min(0, changes.lo()), Math.max(0, changes.hi()));
    Wire last =
        context
            .einsum(output + ".last", updateLabels)
            .add(1, Operand.of(change, updateLabels))
            .add(-1, Operand.of(change, updateLabels), Operand.of(overwritten, rowLabels))
            .build(change.scaleExponent(), all);
    return exactly(context, output + ".last", last);
  }

  /** The axis of the rows that is none of the data's. */
  private int row() {
    int row = 0;
    while (dataLabels.indexOf(rowLabels.charAt(row)) >= 0) {
      row++;
    }
    return row;
  }
}
