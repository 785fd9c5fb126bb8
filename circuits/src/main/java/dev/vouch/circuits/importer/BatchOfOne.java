package dev.vouch.circuits.importer;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks that a graph of a batch computes for each row what the graph of one sample does for that
 * row, for a model that was exported with a first axis of 1. Both are run on random rows: an
 * operator that mixes rows gives other values, and is named.
 */
final class BatchOfOne {
  private static final double RELATIVE_ERROR = 1e-9;
  private static final String REMEDY =
      "; leave --batch away, or export the model with a symbolic first axis";

  private final Graph one;
  private final Graph batch;
  private final int rows;
  private final List<Map<String, TensorData>> samples;

  private BatchOfOne(Graph one, Graph batch, int rows) {
    this.one = one;
    this.batch = batch;
    this.rows = rows;
    this.samples = Calibrator.syntheticSamples(one);
  }

  /**
   * Checks both graphs.
   *
   * @param batched inputs that have a row for each sample; the others are the same for all
   * @throws UnsupportedModelException naming the first node that does not treat rows alike
   */
  static void require(Graph one, Graph batch, int rows, Set<String> batched)
      throws UnsupportedModelException {
    for (String output : batch.outputs()) {
      int[] single = one.info(output).shape();
      if (single.length == 0 || batch.info(output).shape()[0] != rows * single[0]) {
        throw refused(
            Problem.of(
                "output '" + output + "'",
                "of a batch of " + rows + " it is " + batch.info(output) + REMEDY));
      }
    }
    try {
      new BatchOfOne(one, batch, rows).compare(batched);
    } catch (UndefinedValueException e) {
      throw refused(
          Problem.of("batch " + rows, "it cannot be checked: " + e.getMessage() + REMEDY));
    }
  }

  private static UnsupportedModelException refused(Problem problem) {
    return new UnsupportedModelException(List.of(problem));
  }

  private void compare(Set<String> batched) throws UnsupportedModelException {
    Map<String, TensorData> inputs = new LinkedHashMap<>();
    List<Map<String, TensorData>> single = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      single.add(new HashMap<>());
    }
    for (String input : one.inputs()) {
      boolean own = batched.contains(input);
      for (int row = 0; row < rows; row++) {
        single.get(row).put(input, sample(own ? row : 0, input));
      }
      inputs.put(input, own ? stacked(input) : sample(0, input));
    }
    Map<String, TensorData> together = new LinkedHashMap<>();
    new FloatInterpreter(batch).run(inputs, together::put);
    for (int row : new int[] {0, 1, rows - 1}) {
      Map<String, TensorData> alone = new HashMap<>();
      new FloatInterpreter(one).run(single.get(row), alone::put);
      requireRow(row, alone, together);
    }
  }

  private TensorData sample(int row, String input) {
    return Objects.requireNonNull(samples.get(row % samples.size()).get(input));
  }

  private TensorData stacked(String input) {
    ValueInfo info = batch.info(input);
    int size = info.size() / rows;
    double[] reals = new double[info.size()];
    long[] integers = new long[info.size()];
    for (int i = 0; i < info.size(); i++) {
      TensorData row = sample(i / size, input);
      if (info.type().isFloating()) {
        reals[i] = row.doubles()[i % size];
      } else {
        integers[i] = row.longs()[i % size];
      }
    }
    DataType type = info.type();
    return type.isFloating()
        ? TensorData.ofDoubles(type, info.shape(), reals)
        : TensorData.ofLongs(type, info.shape(), integers);
  }

  private void requireRow(int row, Map<String, TensorData> alone, Map<String, TensorData> together)
      throws UnsupportedModelException {
    for (String output : batch.outputs()) {
      TensorData computed = together.get(output);
      TensorData wanted = alone.get(output);
      if (computed != null && wanted != null && !isRow(computed, wanted, 0, row)) {
        throw refused(culprit(row, alone, together, output));
      }
    }
  }

  /** The first node whose result does not hold that of the row along any axis. */
  private Problem culprit(
      int row, Map<String, TensorData> alone, Map<String, TensorData> together, String output) {
    String reason = "it does not treat the rows of a batch one by one" + REMEDY;
    for (Node node : batch.nodes()) {
      for (String value : node.outputs()) {
        TensorData computed = together.get(value);
        TensorData wanted = alone.get(value);
        if (computed != null && wanted != null && !isRowOfAnyAxis(computed, wanted, row)) {
          return Problem.ofNode(node, reason);
        }
      }
    }
    return Problem.of("output '" + output + "'", reason);
  }

  private boolean isRowOfAnyAxis(TensorData computed, TensorData wanted, int row) {
    if (same(computed, wanted)) {
      return true;
    }
    for (int axis = 0; axis < wanted.rank(); axis++) {
      if (isRow(computed, wanted, axis, row)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(TensorData computed, TensorData wanted) {
    boolean same = computed.size() == wanted.size();
    for (int cell = 0; same && cell < wanted.size(); cell++) {
      same = near(computed.doubleAt(cell), wanted.doubleAt(cell));
    }
    return same;
  }

  /** Whether, of as many equal parts along an axis as there are rows, that of a row is wanted. */
  private boolean isRow(TensorData computed, TensorData wanted, int axis, int row) {
    if (computed.rank() != wanted.rank()
        || computed.size() != rows * wanted.size()
        || computed.shape()[axis] != rows * wanted.shape()[axis]) {
      return false;
    }
    int part = 1;
    for (int i = axis; i < wanted.rank(); i++) {
      part *= wanted.shape()[i];
    }
    for (int cell = 0; cell < wanted.size(); cell++) {
      int at = (cell / part * rows + row) * part + cell % part;
      if (!near(computed.doubleAt(at), wanted.doubleAt(cell))) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= RELATIVE_ERROR * Math.max(1, Math.abs(b));
  }
}
