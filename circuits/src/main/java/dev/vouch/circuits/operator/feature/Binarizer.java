package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** Binarizer: 1 where x is above the threshold, else 0. */
final class Binarizer implements Expanded {
  @Override
  public String type() {
    return "Binarizer";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    DataType type = expansion.info(node.input(0)).type();
    // An integer is above a number exactly if it is above the greatest integer that is not.
    double given = node.real("threshold", 0);
    double threshold = type.isFloating() ? given : Math.floor(given);
    String least = expansion.number("threshold", type, threshold);
    String above = expansion.add("above", "Greater", node.input(0), least);
    expansion.output(0, expansion.cast("binary", above, type));
  }
}
