package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * Shrink: x + bias where x &lt; −lambd, otherwise x − bias where x &gt; lambd, otherwise 0 (bias is
 * 0 and lambd 1/2 unless given):
 *
 * <pre>
 * x − max(−lambd, min(lambd, x))                      bias = lambd: without a jump
 * x · (below + above) + bias · (below − above)        below = [x &lt; −lambd], above = [x &gt; lambd]
 * </pre>
 *
 * With a negative lambd both ranges meet, and the first wins: above = 1 − below.
 */
final class Shrink implements Expanded {
  @Override
  public String type() {
    return "Shrink";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    DataType type = expansion.info(x).type();
    if (!type.isFloating()) {
      throw new UnsupportedNodeException("integers are not supported");
    }
    double bias = node.real("bias", 0);
    double lambd = node.real("lambd", 0.5);
    if (bias == lambd && lambd >= 0) {
      String least = expansion.number("least", type, -lambd);
      String most = expansion.number("most", type, lambd);
      String inside = expansion.add("inside", "Clip", x, least, most);
      expansion.output(0, expansion.add("outside", "Sub", x, inside));
      return;
    }
    String low = expansion.number("low", type, -lambd);
    String below = expansion.cast("below", expansion.add("less", "Less", x, low), type);
    String above = above(expansion, x, lambd, below);
    String outside = expansion.add("outside", "Add", below, above);
    String kept = expansion.add("kept", "Mul", x, outside);
    if (bias != 0) {
      String sides = expansion.add("sides", "Sub", below, above);
      String moved = expansion.add("moved", "Mul", sides, expansion.number("bias", type, bias));
      kept = expansion.add("shrunk", "Add", kept, moved);
    }
    expansion.output(0, kept);
  }

  private static String above(Expansion expansion, String x, double lambd, String below) {
    DataType type = expansion.info(x).type();
    if (lambd < 0) {
      return expansion.add("above", "Sub", expansion.number("one", type, 1), below);
    }
    String high = expansion.number("high", type, lambd);
    return expansion.cast("above", expansion.add("greater", "Greater", x, high), type);
  }
}
