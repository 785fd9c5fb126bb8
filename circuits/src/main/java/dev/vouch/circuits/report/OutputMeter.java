package dev.vouch.circuits.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares one network output, sample by sample. Not thread-safe. */
final class OutputMeter {
  private final String name;
  private final ValueInfo info;
  private final ErrorSums errors = new ErrorSums();
  private final List<ChannelMeter> slices;
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
    this.decisions =
        DecisionMeter.decides(info) ? new DecisionMeter(info.shape()[info.rank() - 1]) : null;
  }

  void add(
      int sample, TensorData expected, Execution.PortValue given, @Nullable TensorData labels) {
    double[] wanted = expected.toDoubles();
    double[] actual = given.dequantised();
    errors.add(wanted, actual);
    equal += IntStream.range(0, wanted.length).filter(i -> wanted[i] == actual[i]).count();
    slices.forEach(
        column -> column.add(wanted, actual, cell -> Math.scalb(1.0, -given.scaleExponent(cell))));
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
        equal,
        decisions == null ? null : decisions.metrics());
  }
}
