package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sliding windows over the last axes of a value: convolutions and pooling.
 *
 * @param outputs number of positions along each axis
 * @param kernel number of taps along each axis
 * @param pads padding before each axis
 */
@SuppressWarnings("ArrayRecordComponent")
public record Windows(int[] outputs, int[] kernel, int[] strides, int[] dilations, int[] pads) {
  /** Number of axes the window slides over. */
  public int axes() {
    return outputs.length;
  }

  /** Whether some window reaches beyond the value. */
  public boolean reachesOutside(View view) {
    int first = view.rank() - axes();
    return IntStream.range(0, axes()).anyMatch(i -> reachesOutside(i, view.shape().get(first + i)));
  }

  private boolean reachesOutside(int i, int length) {
    long last = (outputs[i] - 1L) * strides[i] + (kernel[i] - 1L) * dilations[i] - pads[i];
    return pads[i] > 0 || last >= length;
  }

  /**
   * The value with its last axes replaced by the positions, then the taps; taps outside the value
   * read 0.
   */
  public Wire over(LoweringContext context, Wire wire) {
    Wire source = wire;
    if (!fits(wire.view())) {
      source = context.rearranging().copy(wire);
    }
    if (!fits(source.view())) {
      source = context.rearranging().rearrange(source);
    }
    View view = source.view();
    int lead = view.rank() - axes();
    for (int i = axes() - 1; i >= 0; i--) {
      view = view.window(lead + i, outputs[i], strides[i], kernel[i], dilations[i], pads[i]);
    }
    int rank = view.rank();
    int[] order = new int[rank];
    for (int axis = 0; axis < lead; axis++) {
      order[axis] = axis;
    }
    for (int i = 0; i < axes(); i++) {
      order[lead + i] = lead + 2 * i;
      order[lead + axes() + i] = lead + 2 * i + 1;
    }
    return source.through(view.transpose(order));
  }

  /** Whether the windows can be read from a view without another tensor. */
  public boolean fits(View view) {
    return IntStream.range(0, axes()).allMatch(i -> allows(view, i));
  }

  /**
   * The cells under one window, of all windows of all channels in order; taps in the padding are
   * left out.
   *
   * @param lengths of the axes it slides over
   */
  public int[] cells(int window, int... lengths) {
    int rest = window;
    int[] position = new int[axes()];
    for (int i = axes() - 1; i >= 0; i--) {
      position[i] = rest % outputs[i] * strides[i] - pads[i];
      rest /= outputs[i];
    }
    int[] cells = {rest};
    for (int i = 0; i < axes(); i++) {
      int axis = i;
      cells =
          Arrays.stream(cells)
              .flatMap(
                  cell ->
                      IntStream.range(0, kernel[axis])
                          .map(tap -> position[axis] + tap * dilations[axis])
                          .filter(at -> at >= 0 && at < lengths[axis])
                          .map(at -> cell * lengths[axis] + at))
              .toArray();
    }
    return cells;
  }

  private boolean allows(View view, int i) {
    int axis = view.rank() - axes() + i;
    return view.simple(axis)
        && (view.zeroOutside(axis) || !reachesOutside(i, view.shape().get(axis)));
  }
}
