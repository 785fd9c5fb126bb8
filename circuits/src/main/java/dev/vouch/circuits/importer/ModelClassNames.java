package dev.vouch.circuits.importer;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The names that a classifier's model has for its classes: those of {@code classlabels_strings}, of
 * the strings that a LabelEncoder gives to the numbers 0, 1, …, or of the table of strings that a
 * label is picked from.
 */
public final class ModelClassNames {
  private static final String LABELS = "classlabels_strings";
  private static final String VALUES = "values_strings";
  private static final String KEYS = "keys_int64s";

  private ModelClassNames() {}

  /** The names in the order of the classes; none if the model has none, or several lists. */
  public static Optional<ClassNames> of(ModelProto model) {
    Set<List<String>> lists = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      attribute(node, LABELS).ifPresent(labels -> lists.add(texts(labels.getStringsList())));
      if (numbersInOrder(node)) {
        attribute(node, VALUES).ifPresent(values -> lists.add(texts(values.getStringsList())));
      }
      read.addAll(node.getInputList());
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (TextTables.holds(tensor) && read.contains(tensor.getName())) {
        lists.add(texts(tensor.getStringDataList()));
      }
    }
    lists.remove(List.of());
    try {
      return lists.size() == 1
          ? Optional.of(ClassNames.of(lists.iterator().next()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // names that do not tell classes apart are none
    }
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  /** Whether a node's keys are 0, 1, …: then the place of a value is the number of its class. */
  private static boolean numbersInOrder(NodeProto node) {
    return attribute(node, KEYS)
        .map(AttributeProto::getIntsList)
        .filter(keys -> keys.equals(LongStream.range(0, keys.size()).boxed().toList()))
        .isPresent();
  }

  private static List<String> texts(List<ByteString> bytes) {
    return bytes.stream().map(ByteString::toStringUtf8).toList();
  }
}
