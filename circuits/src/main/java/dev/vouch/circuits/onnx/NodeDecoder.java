package dev.vouch.circuits.onnx;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Body;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Scope;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code NodeProto} to {@link Node}. */
public final class NodeDecoder {
  private final TensorDecoder tensors;
  private final BodyDecoder bodies;

  /** Decodes the subgraphs of nodes. */
  @FunctionalInterface
  public interface BodyDecoder {
    Body decode(GraphProto graph) throws IOException;
  }

  public NodeDecoder(TensorDecoder tensors, BodyDecoder bodies) {
    this.tensors = tensors;
    this.bodies = bodies;
  }

  /**
   * Decodes one node.
   *
   * @param name what the node is called in this graph
   * @param type its operator type
   * @param domain its operator domain in normal form: empty for ai.onnx
   * @param opset version of that domain which the model imports
   * @throws MalformedModelException if an attribute is broken
   */
  public Node decode(NodeProto node, String name, String type, String domain, int opset)
      throws IOException {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      try {
        if (attributes.put(attribute.getName(), decode(attribute)) != null) {
          throw new MalformedModelException(
              "node '" + name + "' has attribute '" + attribute.getName() + "' twice");
        }
      } catch (UnsupportedDataTypeException e) {
        attributes.put(
            attribute.getName(),
            new Attribute.Unsupported(kind(attribute).name() + " whose " + e.getMessage()));
      }
    }
    return new Node(
        name, type, domain, opset, node.getInputList(), node.getOutputList(), attributes);
  }

  private Attribute decode(AttributeProto attribute) throws IOException {
    if (!attribute.getRefAttrName().isEmpty()) {
      return new Attribute.Reference(attribute.getRefAttrName());
    }
    return switch (kind(attribute)) {
      case INT -> new Attribute.Integer(attribute.getI());
      case INTS ->
          new Attribute.Integers(
              attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
      case FLOAT -> new Attribute.Real(attribute.getF());
      case FLOATS ->
          new Attribute.Reals(
              attribute.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray());
      case STRING -> new Attribute.Text(text(attribute.getS()));
      case STRINGS ->
          new Attribute.Texts(attribute.getStringsList().stream().map(NodeDecoder::text).toList());
      case TENSOR -> new Attribute.Tensor(tensors.decode(attribute.getT()));
      case SPARSE_TENSOR -> new Attribute.Tensor(tensors.decode(attribute.getSparseTensor()));
      case GRAPH -> {
        Body body = bodies.decode(attribute.getG());
        yield new Attribute.Subgraph(body, body.captured(), Scope.ofGraph());
      }
      default -> new Attribute.Unsupported(attribute.getType().name());
    };
  }

  /**
   * The declared kind; files of IR version 1 may leave it out, so that it follows from the field
   * that is set.
   */
  private static AttributeProto.AttributeType kind(AttributeProto attribute) {
    if (attribute.getType() != AttributeProto.AttributeType.UNDEFINED) {
      return attribute.getType();
    } else if (attribute.hasF()) {
      return AttributeProto.AttributeType.FLOAT;
    } else if (attribute.hasI()) {
      return AttributeProto.AttributeType.INT;
    } else if (attribute.hasS()) {
      return AttributeProto.AttributeType.STRING;
    } else if (attribute.hasT()) {
      return AttributeProto.AttributeType.TENSOR;
    } else if (attribute.hasG()) {
      return AttributeProto.AttributeType.GRAPH;
    } else if (attribute.getFloatsCount() > 0) {
      return AttributeProto.AttributeType.FLOATS;
    } else if (attribute.getIntsCount() > 0) {
      return AttributeProto.AttributeType.INTS;
    } else if (attribute.getStringsCount() > 0) {
      return AttributeProto.AttributeType.STRINGS;
    }
    return AttributeProto.AttributeType.UNDEFINED;
  }

  private static String text(ByteString bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
