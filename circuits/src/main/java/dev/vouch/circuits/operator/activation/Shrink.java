package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/**
 * Shrink: x + bias where x &lt; −lambd, otherwise x − bias where x &gt; lambd, otherwise 0 (bias is
 * 0 and lambd 1/2 unless given):
 *
 * <pre>
 * x − max(−lambd, min(lambd, x))                          bias = lambd: without a jump
 * x · (below + above) + bias · (below − above)            below = [x &lt; −lambd], above = [x &gt; lambd]
 * </pre>
 *
 * With a negative lambd both ranges meet, and the first wins: above = 1 − below.
 */
final class Shrink extends Expanded {
  @Override
  public String type() {
    return "Shrink";
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    DataType type = inputs.input(0).type();
    if (!type.isFloating()) {
      throw new UnsupportedNodeException("integers are not supported");
    }
    String x = node.inputs().get(0);
    double bias = node.real("bias", 0);
    double lambd = node.real("lambd", 0.5);
    Expansion steps = new Expansion(node);
    if (bias == lambd && lambd >= 0) {
      String least = steps.number("least", type, -lambd);
      String most = steps.number("most", type, lambd);
      return steps.result("Sub", x, steps.add("clip", "Clip", x, least, most)).nodes();
    }
    String less = steps.add("less", "Less", x, steps.number("least", type, -lambd));
    String below = steps.cast("below", less, type);
    String above =
        lambd < 0
            ? steps.add("above", "Sub", steps.number("one", type, 1), below)
            : steps.cast(
                "above",
                steps.add("greater", "Greater", x, steps.number("most", type, lambd)),
                type);
    String kept = steps.add("outside", "Add", below, above);
    if (bias == 0) {
      return steps.result("Mul", x, kept).nodes();
    }
    String sides = steps.add("sides", "Sub", below, above);
    String moved = steps.add("moved", "Mul", sides, steps.number("bias", type, bias));
    return steps.result("Add", steps.add("kept", "Mul", x, kept), moved).nodes();
  }
}
