package dev.vouch.circuits.operator.loss;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;

/** NegativeLogLikelihoodLoss of logarithms of probabilities [batch, classes, ...]. */
final class NegativeLogLikelihoodLoss implements Expanded {
  @Override
  public String type() {
    return "NegativeLogLikelihoodLoss";
  }

  @Override
  public int sinceOpset() {
    return 12;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String loss = Likelihood.loss(node, new Steps("", expansion), node.requiredInput(0));
    expansion.output(0, loss);
  }
}
