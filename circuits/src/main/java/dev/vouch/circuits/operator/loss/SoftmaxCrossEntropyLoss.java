package dev.vouch.circuits.operator.loss;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;

/** SoftmaxCrossEntropyLoss of scores [batch, classes, ...]; LogSoftmax and the loss of that. */
final class SoftmaxCrossEntropyLoss implements Expanded {
  @Override
  public String type() {
    return "SoftmaxCrossEntropyLoss";
  }

  @Override
  public int sinceOpset() {
    return 12;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Steps steps = new Steps("", expansion);
    String logarithms =
        steps.add(
            "logarithms", "LogSoftmax", "axis", new Attribute.Integer(1), node.requiredInput(0));
    expansion.output(0, Likelihood.loss(node, steps, logarithms));
    if (node.hasOutput(1)) {
      expansion.output(1, logarithms);
    }
  }
}
