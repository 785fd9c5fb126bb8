package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lengths of axes that a model leaves open, taken from data where they can only be meant so. */
public final class DataShapes {
  private DataShapes() {}

  /**
   * Reads data.
   *
   * @param <E> what else it may throw
   */
  @FunctionalInterface
  public interface DataReader<E extends Exception> {
    /** Tensors by name, or one under {@link Samples#UNNAMED}, for these inputs in order. */
    Map<String, TensorData> read(List<String> inputs) throws IOException, E;
  }

  /**
   * The options with shapes for the inputs of which axes are still open. A tensor may be a sample
   * of its input, or hold samples along an added first axis, or along a first axis of length 1.
   *
   * @param data is asked only if there are such inputs
   * @throws dev.vouch.circuits.onnx.MalformedModelException if the model is malformed
   */
  public static <E extends Exception> ImportOptions complete(
      Path model, ImportOptions options, DataReader<E> data) throws IOException, E {
    Map<String, List<Integer>> declared = GraphImporter.inputShapes(model, options);
    if (declared.values().stream().noneMatch(shape -> shape.contains(InputDimensions.OPEN))) {
      return options;
    }
    List<String> names =
        declared.keySet().stream().filter(name -> !options.fixed().containsKey(name)).toList();
    Map<String, TensorData> tensors = new HashMap<>(data.read(names));
    if (names.size() == 1 && tensors.containsKey(Samples.UNNAMED)) {
      tensors.putIfAbsent(names.get(0), tensors.get(Samples.UNNAMED));
    }
    Map<String, List<Integer>> shapes = new TreeMap<>(options.shapes());
    declared.forEach(
        (name, shape) -> {
          TensorData tensor = tensors.get(name);
          if (tensor != null && shape.contains(InputDimensions.OPEN)) {
            Set<List<Integer>> meant = meant(shape, tensor.shape());
            if (meant.size() == 1) {
              shapes.put(name, meant.iterator().next());
            }
          }
        });
    return options.withShapes(shapes);
  }

  /** The shapes of an input that data of a shape can be meant for. */
  static Set<List<Integer>> meant(List<Integer> declared, int... given) {
    List<Integer> all = Arrays.stream(given).boxed().toList();
    List<Integer> rest = all.isEmpty() ? all : all.subList(1, all.size());
    Set<List<Integer>> meant = new LinkedHashSet<>();
    add(meant, declared, rest);
    add(meant, declared, all);
    if (!declared.isEmpty() && declared.get(0) == 1) {
      add(meant, declared, ofOne(rest));
      add(meant, declared, ofOne(all));
    }
    return meant;
  }

  private static List<Integer> ofOne(List<Integer> shape) {
    List<Integer> one = new ArrayList<>(List.of(1));
    one.addAll(shape);
    return one;
  }

  private static void add(
      Set<List<Integer>> meant, List<Integer> declared, List<Integer> candidate) {
    boolean fits = declared.size() == candidate.size() && !candidate.contains(0);
    for (int axis = 0; fits && axis < candidate.size(); axis++) {
      fits =
          declared.get(axis) == InputDimensions.OPEN
              || declared.get(axis).equals(candidate.get(axis));
    }
    if (fits) {
      meant.add(candidate);
    }
  }
}
