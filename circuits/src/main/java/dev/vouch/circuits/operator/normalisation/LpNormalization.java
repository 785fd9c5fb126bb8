package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/** LpNormalization: x / (Σ |x|^p)^(1/p) along one axis, p being 1 or 2; zeros where all x are 0. */
final class LpNormalization implements Expanded {
  @Override
  public String type() {
    return "LpNormalization";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    long axis = Shape.axis(node.integer("axis", -1), expansion.info(x).rank());
    long p = node.integer("p", 2);
    Statistics statistics = new Statistics(expansion, axis);
    if (p != 1 && p != 2) {
      throw new InvalidNodeException("p is " + p + ", not 1 or 2");
    }
    String magnitudes =
        p == 1
            ? expansion.add("magnitude", "Abs", List.of(x), Map.of())
            : statistics.binary("square", "Mul", x, x);
    String sum = statistics.sum("sum", magnitudes);
    String norm = p == 1 ? sum : expansion.add("norm", "Sqrt", List.of(sum), Map.of());
    String none = statistics.binary("none", "Equal", sum, statistics.number("zero", x, 0));
    String one =
        expansion.add(
            "one",
            "Cast",
            List.of(none),
            Map.of("to", Statistics.integer(expansion.info(x).type().onnxCode())));
    String divisor = statistics.binary("divisor", "Add", norm, one);
    expansion.output(0, statistics.binary("result", "Div", x, divisor));
  }
}
