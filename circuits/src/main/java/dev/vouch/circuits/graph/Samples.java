package dev.vouch.circuits.graph;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data of a network's inputs, or of its outputs, as a list of samples. A tensor may be one sample
 * of the port's own shape, or many along an added first axis; where the port's first axis has
 * length 1, that axis may also be left out, or hold the samples; the axes of a sample may also be
 * flattened into one. A tensor that is longer than its port along the first axis only is cut into
 * {@link Batches}. Tensors of other names are ignored. Immutable and thread-safe.
 */
public final class Samples {
  /** Name of a tensor from a file without names; it stands for the only port. */
  public static final String UNNAMED = "";

  private final Map<String, TensorData> stacked;
  private final int count;
  private final @Nullable Batches batches;

  private Samples(Map<String, TensorData> stacked, int count, @Nullable Batches batches) {
    this.stacked = stacked;
    this.count = count;
    this.batches = batches;
  }

  /**
   * Fits data to inputs or outputs.
   *
   * @param inputs types and shapes by name, in order
   * @param data tensors by input name, or one under {@link #UNNAMED}
   * @throws MalformedTensorException if a tensor is missing or its shape, type or number of samples
   *     does not fit
   */
  public static Samples of(Map<String, ValueInfo> inputs, Map<String, TensorData> data)
      throws MalformedTensorException {
    return of(inputs, data, 1);
  }

  /**
   * As {@link #of(Map, Map)} where the first axis of inputs is known to be one of rows: the last
   * batch is filled up, also if it is the only one.
   *
   * @param batch length of that axis; 1 if there is none
   */
  public static Samples of(Map<String, ValueInfo> inputs, Map<String, TensorData> data, int batch)
      throws MalformedTensorException {
    Map<String, TensorData> stacked = new LinkedHashMap<>();
    int count = -1;
    Batches batches = null;
    for (Map.Entry<String, ValueInfo> input : inputs.entrySet()) {
      TensorData tensor = find(input.getKey(), input.getValue(), inputs.size(), data);
      Batches own = Batches.find(input.getValue(), tensor, batch);
      batches = own == null ? batches : own;
      TensorData samples =
          stack(
              input.getKey(),
              input.getValue(),
              own == null ? tensor : own.of(tensor, input.getValue()));
      if (count >= 0 && samples.shape()[0] != count) {
        throw new MalformedTensorException(
            "the tensors have " + count + " and " + samples.shape()[0] + " samples");
      }
      count = samples.shape()[0];
      stacked.put(input.getKey(), samples);
    }
    return new Samples(stacked, inputs.isEmpty() ? 1 : count, batches);
  }

  /** Fits data to the inputs of a graph; see {@link #of(Map, Map)}. */
  public static Samples of(Graph graph, Map<String, TensorData> data)
      throws MalformedTensorException {
    return of(graph.infos(graph.inputs()), data);
  }

  /**
   * The tensor of an input.
   *
   * @param inputCount how many inputs there are: the tensor of the only one may have no name
   * @throws MalformedTensorException if there is none
   */
  public static TensorData find(
      String name, ValueInfo info, int inputCount, Map<String, TensorData> data)
      throws MalformedTensorException {
    @Nullable TensorData tensor = data.get(name);
    if (tensor == null && inputCount == 1) {
      tensor = data.get(UNNAMED);
    }
    if (tensor == null) {
      throw new MalformedTensorException(
          "'" + name + "' (" + info + ") is missing; " + contents(data.keySet()));
    }
    return tensor;
  }

  private static String contents(Set<String> names) {
    if (names.isEmpty()) {
      return "nothing in the data has that name";
    }
    return names.contains(UNNAMED)
        ? "the data is one tensor without a name"
        : "the data has " + names;
  }

  private static TensorData stack(String name, ValueInfo info, TensorData tensor)
      throws MalformedTensorException {
    int[] one = info.shape();
    int[] given = tensor.shape();
    int[] rest = Arrays.copyOfRange(given, Math.min(1, given.length), given.length);
    boolean firstIsOne = one.length > 0 && one[0] == 1;
    int[] withoutFirst = firstIsOne ? Arrays.copyOfRange(one, 1, one.length) : one;
    int[] flat = {info.size()};
    List<int[]> forms = List.of(one, withoutFirst, flat);
    int samples;
    if (forms.stream().anyMatch(form -> Arrays.equals(given, form))) {
      samples = 1;
    } else if (given.length > 0 && forms.stream().anyMatch(form -> Arrays.equals(rest, form))) {
      samples = given[0];
    } else {
      throw new MalformedTensorException(
          "'"
              + name
              + "' must be "
              + info
              + ", or several of them along a new first axis, got "
              + tensor);
    }
    int[] shape = new int[one.length + 1];
    shape[0] = samples;
    System.arraycopy(one, 0, shape, 1, one.length);
    return converted(name, info.type(), tensor.reshape(shape));
  }

  /**
   * Element types may differ as long as no value changes its meaning: a fraction is never cut off.
   */
  private static TensorData converted(String name, DataType target, TensorData tensor)
      throws MalformedTensorException {
    if (tensor.type() == target) {
      return tensor;
    }
    if (target.isFloating()) {
      return Casting.cast(tensor, target);
    }
    long[] values = new long[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      long value = tensor.isFloating() ? (long) tensor.doubles()[i] : tensor.longs()[i];
      if (value != tensor.doubleAt(i) || target.wrap(value) != value) {
        throw new MalformedTensorException(
            "'"
                + name
                + "' needs values of "
                + target.displayName()
                + ", got one that is none at cell "
                + i);
      }
      values[i] = value;
    }
    return TensorData.ofLongs(target, tensor.shape(), values);
  }

  /** How rows of the data became samples of several rows; null if each sample stood by itself. */
  public @Nullable Batches batches() {
    return batches;
  }

  /** All samples of each input along an added first axis. */
  public Map<String, TensorData> stacked() {
    return Collections.unmodifiableMap(stacked);
  }

  /** Number of samples; a network without inputs has one. */
  public int count() {
    return count;
  }

  /**
   * The inputs of one sample by name, with the inputs' own shapes.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Map<String, TensorData> get(int index) {
    Map<String, TensorData> sample = new LinkedHashMap<>();
    stacked.forEach((name, samples) -> sample.put(name, samples.sample(index)));
    return sample;
  }

  /** All samples in order. */
  public List<Map<String, TensorData>> all() {
    List<Map<String, TensorData>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(get(i));
    }
    return all;
  }
}
