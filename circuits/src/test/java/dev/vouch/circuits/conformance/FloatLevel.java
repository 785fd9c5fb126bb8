package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Level 1: the float interpreter against the expected outputs. */
public final class FloatLevel {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  private FloatLevel() {}

  /** Compares types, shapes and every cell. */
  public static Verdict of(NodeTestCase test) {
    try {
      Graph graph = test.graph();
      Map<String, TensorData> outputs = new FloatInterpreter(graph).run(test.inputValues(graph));
      return compare(List.copyOf(outputs.values()), test.expected());
    } catch (Exception e) {
      return Verdict.failed(e);
    }
  }

  /** Compares types, shapes and every cell. */
  public static Verdict compare(List<TensorData> outputs, List<TensorData> expected) {
    for (int i = 0; i < expected.size(); i++) {
      TensorData actual = outputs.get(i);
      TensorData wanted = expected.get(i);
      if (actual.type() != wanted.type() || !Arrays.equals(actual.shape(), wanted.shape())) {
        return Verdict.failed("output " + i + " is " + actual + " instead of " + wanted);
      }
      Verdict cells =
          Verdict.ofCells(i, actual.toDoubles(), wanted, cell -> near(actual, wanted, cell));
      if (!cells.passed()) {
        return cells;
      }
    }
    return Verdict.PASSED;
  }

  private static boolean near(TensorData actual, TensorData wanted, int cell) {
    if (!wanted.isFloating()) {
      return actual.longs()[cell] == wanted.longs()[cell];
    }
    double a = actual.doubles()[cell];
    double w = wanted.doubles()[cell];
    return Double.compare(a, w) == 0 || Math.abs(a - w) <= ABSOLUTE + RELATIVE * Math.abs(w);
  }
}
