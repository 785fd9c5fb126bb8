package dev.vouch.circuits.operator.normalisation;

import java.util.Arrays;

/**
 * Nodes of normalisations whose parameters belong to channels.
 *
 * @param count of channels
 * @param inner axes behind the channels' axis
 */
record Channels(Statistics statistics, int count, int inner) {
  /** (x − mean) / √(variance + epsilon). */
  String normal(String x, double epsilon) {
    String mean = statistics.mean("mean", x);
    String centred = statistics.binary("centred", "Sub", x, mean);
    String variance = statistics.meanSquare("variance", centred);
    String inverse = statistics.inverseRoot("inverse", variance, epsilon);
    return statistics.binary("normal", "Mul", centred, inverse);
  }

  /** scale · x + bias, both one number a channel. */
  String scaled(String x, String scale, String bias) {
    long[] shape = new long[inner + 1];
    Arrays.fill(shape, 1);
    shape[0] = count;
    String factors = statistics.reshape("factors", scale, shape);
    String summands = statistics.reshape("summands", bias, shape);
    String product = statistics.binary("scaled", "Mul", x, factors);
    return statistics.binary("result", "Add", product, summands);
  }
}
