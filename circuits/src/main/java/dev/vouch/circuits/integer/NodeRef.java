package dev.vouch.circuits.integer;

/**
 * A node of the ONNX graph, by name.
 *
 * @param name unique in its graph; made up by the importer where the model gives none
 * @param operator operator type, such as {@code Conv}
 */
public record NodeRef(String name, String operator) {
  /** Operator of network inputs, which stand among the nodes in reports. */
  public static final String INPUT = "input";

  public NodeRef {
    name = SafeName.of(name);
    operator = SafeName.of(operator);
  }

  /** How messages name the node. */
  @Override
  public String toString() {
    return name + " (" + operator + ")";
  }
}
