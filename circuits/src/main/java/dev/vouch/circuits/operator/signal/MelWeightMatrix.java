package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Operator;
import java.util.List;

/**
 * MelWeightMatrix: triangles over the bins of a spectrum, one for each band; the bands are equally
 * wide in mels, 2595 log10(1 + f / 700). All inputs must be known: the number of bands, the length
 * of the transform, the sampling rate, and the lowest and highest frequency.
 */
final class MelWeightMatrix implements Operator {
  private static final int FLOAT = 1;

  @Override
  public String type() {
    return "MelWeightMatrix";
  }

  @Override
  public int sinceOpset() {
    return 17;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    long[] bands = inputs.constantIntegers(0, "num_mel_bins");
    long[] length = inputs.constantIntegers(1, "dft_length");
    if (bands == null || length == null || bands.length != 1 || length.length != 1) {
      throw new InvalidNodeException("num_mel_bins and dft_length must be one number each");
    }
    try {
      DataType type = DataType.ofOnnxCode((int) node.integer("output_datatype", FLOAT));
      return List.of(new ValueInfo(type, Lengths.of(length[0] / 2 + 1, bands[0])));
    } catch (UnsupportedDataTypeException e) {
      throw new UnsupportedNodeException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    int bins = info.shape()[0];
    int bands = info.shape()[1];
    double length = inputs.get(1).doubleAt(0);
    double rate = inputs.get(2).doubleAt(0);
    double lowest = mels(inputs.get(3).doubleAt(0));
    double step = (mels(inputs.get(4).doubleAt(0)) - lowest) / (bands + 2);
    int[] edges = new int[bands + 2];
    for (int i = 0; i < edges.length; i++) {
      double frequency = 700 * StrictMath.expm1((lowest + i * step) / 2595 * Math.log(10));
      double edge = Math.floor((length + 1) * frequency / rate);
      if (!(edge >= 0) || edge > bins) {
        throw new InvalidNodeException("its bands reach beyond the spectrum");
      }
      edges[i] = (int) edge;
    }
    double[] weights = new double[bins * bands];
    for (int band = 0; band < bands; band++) {
      triangle(weights, bins, bands, band, edges[band], edges[band + 1], edges[band + 2]);
    }
    return List.of(Reals.of(info, weights));
  }

  private static double mels(double frequency) {
    return 2595 * StrictMath.log1p(frequency / 700) / Math.log(10);
  }

  private static void triangle(
      double[] weights, int bins, int bands, int band, int left, int centre, int right) {
    for (int bin = left; bin <= Math.min(centre, bins - 1); bin++) {
      weights[bin * bands + band] = left == centre ? 1 : (bin - left) / (double) (centre - left);
    }
    for (int bin = centre; bin < right; bin++) {
      weights[bin * bands + band] = (right - bin) / (double) (right - centre);
    }
  }
}
