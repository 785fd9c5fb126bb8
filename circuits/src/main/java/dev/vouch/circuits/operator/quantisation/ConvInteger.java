package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** ConvInteger: the convolution of x − x_zero_point and w − w_zero_point, as int32. */
final class ConvInteger implements Expanded {
  @Override
  public String type() {
    return "ConvInteger";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = IntegerProduct.centred(node, expansion, 0, 2, 0);
    String w = IntegerProduct.centred(node, expansion, 1, 3, 0);
    expansion.output(0, IntegerProduct.convolution(node, expansion, x, w, ""));
  }
}
