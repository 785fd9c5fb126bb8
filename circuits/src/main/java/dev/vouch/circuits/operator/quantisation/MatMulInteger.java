package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * MatMulInteger: the product of a − a_zero_point and b − b_zero_point, as int32; zero points are
 * one, one a row of a, or one a column of b.
 */
final class MatMulInteger implements Expanded {
  @Override
  public String type() {
    return "MatMulInteger";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int rows = Math.max(expansion.info(node.input(0)).rank() - 2, 0);
    int columns = expansion.info(node.input(1)).rank() - 1;
    String a = IntegerProduct.centred(node, expansion, 0, 2, rows);
    String b = IntegerProduct.centred(node, expansion, 1, 3, columns);
    expansion.output(0, expansion.add("sums", "MatMul", a, b));
  }
}
