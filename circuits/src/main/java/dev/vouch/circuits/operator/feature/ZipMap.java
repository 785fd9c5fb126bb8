package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * ZipMap: the rows of a table as maps from labels to numbers. Here it is the table itself, whose
 * columns are in the order of the labels.
 */
final class ZipMap implements Expanded {
  @Override
  public String type() {
    return "ZipMap";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    expansion.output(0, node.input(0));
  }
}
