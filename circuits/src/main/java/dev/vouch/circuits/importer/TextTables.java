package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Initializers of strings from which labels are picked, as classifiers do at the end: a label is
 * its place in the list. Not thread-safe.
 */
final class TextTables {
  /** Operators that pick cells of their first operand. */
  private static final Set<String> PICKING = Set.of("ArrayFeatureExtractor", "Gather");

  private final Set<String> names = new HashSet<>();

  /** Whether an initializer holds strings. */
  static boolean holds(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.STRING_VALUE;
  }

  /** The places in an initializer of strings. */
  TensorData places(TensorProto tensor, TensorDecoder decoder) throws IOException {
    names.add(tensor.getName());
    int[] shape = decoder.shapeOfTexts(tensor);
    return TensorData.ofLongs(
        DataType.INT64, shape, LongStream.range(0, tensor.getStringDataCount()).toArray());
  }

  /** Whether an initializer holds strings, and all that is done with them is to pick some. */
  boolean onlyPicked(String name, List<Node> nodes, Collection<String> outputs) {
    return names.contains(name)
        && !outputs.contains(name)
        && nodes.stream()
            .filter(node -> node.reads().contains(name))
            .allMatch(
                node -> PICKING.contains(node.type()) && node.inputs().lastIndexOf(name) == 0);
  }
}
