package dev.vouch.circuits.audit;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import java.util.List;

/**
 * A node of an audited architecture.
 *
 * @param operator its type, with its domain if that is not ai.onnx
 * @param output name of its first result
 * @param shape of its first result
 */
public record AuditedNode(String operator, String output, List<Integer> shape) {
  static AuditedNode of(Node node, Graph graph) {
    String output = node.outputs().get(0);
    return new AuditedNode(
        Operators.name(node.domain(), node.type()),
        output,
        output.isEmpty() ? List.of() : Arrays.stream(graph.info(output).shape()).boxed().toList());
  }
}
