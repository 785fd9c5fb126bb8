package dev.vouch.circuits.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.NodeTestCase;
import dev.vouch.circuits.operator.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own single-operator tests against the float interpreter: every case whose operators and
 * element types are supported passes.
 */
class OnnxNodeTest {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;
  private static final int CASES_AT_LEAST = 400;

  @Test
  void everyCaseOfSupportedOperatorsPasses() throws IOException {
    Path archive = SharedData.require("onnx-node-tests.tar.gz");
    Set<String> supported = new HashSet<>(Operators.supported().names());
    Map<String, String> failures = new TreeMap<>();
    Map<String, int[]> table = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (NodeTestCase testCase : NodeTestCase.readAll(archive)) {
      if (supported.containsAll(testCase.operators()) && testCase.hasSupportedElementTypes()) {
        Optional<String> failure = failure(testCase);
        failure.ifPresent(reason -> failures.put(testCase.name(), reason));
        int[] counts =
            table.computeIfAbsent(String.join("+", testCase.operators()), k -> new int[2]);
        counts[failure.isPresent() ? 1 : 0]++;
        lines.add(testCase.name() + "\t" + failure.orElse("passes"));
      }
    }
    report(table, lines);
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThan(CASES_AT_LEAST);
  }

  private static Optional<String> failure(NodeTestCase testCase) {
    try {
      Graph graph = testCase.graph();
      Map<String, TensorData> outputs =
          new FloatInterpreter(graph).run(testCase.inputValues(graph));
      return difference(List.copyOf(outputs.values()), testCase.expected());
    } catch (IOException | UnsupportedModelException | RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static Optional<String> difference(List<TensorData> outputs, List<TensorData> expected) {
    for (int i = 0; i < expected.size(); i++) {
      TensorData actual = outputs.get(i);
      TensorData wanted = expected.get(i);
      if (actual.type() != wanted.type() || !Arrays.equals(actual.shape(), wanted.shape())) {
        return Optional.of("output " + i + " is " + actual + " instead of " + wanted);
      }
      for (int cell = 0; cell < wanted.size(); cell++) {
        if (!near(actual, wanted, cell)) {
          return Optional.of(
              "output "
                  + i
                  + " cell "
                  + cell
                  + " is "
                  + actual.doubleAt(cell)
                  + " instead of "
                  + wanted.doubleAt(cell));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean near(TensorData actual, TensorData wanted, int cell) {
    if (!wanted.isFloating()) {
      return actual.longs()[cell] == wanted.longs()[cell];
    }
    double a = actual.doubles()[cell];
    double w = wanted.doubles()[cell];
    return Double.compare(a, w) == 0 || Math.abs(a - w) <= ABSOLUTE + RELATIVE * Math.abs(w);
  }

  private static void report(Map<String, int[]> table, List<String> lines) throws IOException {
    System.out.println("ONNX node tests, float interpreter (passing/all):");
    StringBuilder row = new StringBuilder();
    table.forEach(
        (operators, counts) ->
            row.append(String.format("  %s %d/%d", operators, counts[0], counts[0] + counts[1])));
    System.out.println(row);
    Path report = Path.of("target", "onnx-node-tests.txt");
    Files.createDirectories(report.getParent());
    Files.write(report, lines);
  }
}
