package dev.vouch.circuits.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares one network output, sample by sample. Not thread-safe. */
final class OutputMeter {
  private static final int IMAGE_RANK = 4;

  private final String name;
  private final ValueInfo info;
  private final ErrorSums errors = new ErrorSums();
  private final List<ChannelMeter> slices;
  private final ChannelMeter whole;
  private long equal;
  private final @Nullable DecisionMeter decisions;

  /**
   * A meter.
   *
   * @param bits width of activations
   */
  OutputMeter(String name, ValueInfo info, int bits) {
    this.name = name;
    this.info = info;
    this.slices =
        info.type().isFloating()
            ? ChannelMeter.along(info.shape(), bits, IntStream.range(0, info.rank()).toArray())
            : List.of();
    this.whole = ChannelMeter.whole(info.size(), bits);
    this.decisions =
        DecisionMeter.decides(info) ? new DecisionMeter(info.shape()[info.rank() - 1]) : null;
  }

  void add(
      int sample, TensorData expected, Execution.PortValue given, @Nullable TensorData labels) {
    double[] wanted = expected.toDoubles();
    double[] actual = given.dequantised();
    errors.add(wanted, actual);
    equal += IntStream.range(0, wanted.length).filter(i -> wanted[i] == actual[i]).count();
    IntToDoubleFunction step = cell -> Math.scalb(1.0, -given.scaleExponent(cell));
    slices.forEach(slice -> slice.add(wanted, actual, step));
    whole.add(wanted, actual, step);
    if (decisions != null) {
      decisions.add(sample, wanted, actual, labels);
    }
  }

  OutputMetrics metrics() {
    return new OutputMetrics(
        name,
        Arrays.stream(info.shape()).boxed().toList(),
        info.type().isFloating(),
        errors.metrics(),
        slices.stream().flatMap(meter -> meter.metrics().stream()).toList(),
        coarse(),
        equal,
        decisions == null ? null : decisions.metrics());
  }

  /** Slices, or the whole of an output that has none, that are known to a few steps only. */
  private List<CoarseOutput> coarse() {
    if (!info.type().isFloating()) {
      return List.of();
    }
    if (slices.isEmpty()) {
      return whole.coarse(name, CoarseOutput.WHOLE, info.rank()).stream().toList();
    }
    return slices.stream()
        .filter(slice -> !ofPixels(slice.axis()))
        .flatMap(slice -> slice.coarse(name, slice.axis(), info.rank()).stream())
        .toList();
  }

  /** Rows and columns of images have no meaning of their own; the shorter axis is the channels'. */
  private boolean ofPixels(int axis) {
    int[] shape = info.shape();
    return shape.length == IMAGE_RANK
        && (axis == 2 || (axis == 1 && shape[1] > shape[3]) || (axis == 3 && shape[3] > shape[1]));
  }
}
