package dev.vouch.circuits.importer;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The names that a classifier's model has for its classes: those of {@code classlabels_strings}, of
 * the strings that a LabelEncoder gives to the numbers 0, 1, …, or of the table of strings that a
 * label is picked from; or integers in these places.
 */
public final class ModelClassNames {
  private static final String LABELS = "classlabels_strings";
  private static final String VALUES = "values_strings";
  private static final String KEYS = "keys_int64s";
  private static final String INTEGER_VALUES = "values_int64s";
  private static final List<String> INTEGER_LABELS =
      List.of("classlabels_ints", "classlabels_int64s");

  /** Operators that give their first operand, in another type or shape. */
  private static final Set<String> SAME_VALUES =
      Set.of("Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze");

  private ModelClassNames() {}

  /** The names in the order of the classes; none if the model has none, or several lists. */
  public static Optional<ClassNames> of(ModelProto model) {
    return only(texts(model));
  }

  /**
   * The integers that a classifier's model has for its classes, in order, where it has no strings
   * and they are not 0, 1, …: then labels are no places in its scores.
   */
  public static Optional<ClassNames> ofIntegers(ModelProto model) {
    return texts(model).isEmpty() ? only(integers(model)) : Optional.empty();
  }

  private static Optional<ClassNames> only(Set<List<String>> lists) {
    try {
      return lists.size() == 1
          ? Optional.of(ClassNames.of(lists.iterator().next()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // names that do not tell classes apart are none
    }
  }

  private static Set<List<String>> integers(ModelProto model) {
    Set<List<Long>> lists = new LinkedHashSet<>();
    Set<String> tables = new HashSet<>();
    Set<String> outputs = outputs(model);
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (String name : INTEGER_LABELS) {
        attribute(node, name).ifPresent(labels -> lists.add(labels.getIntsList()));
      }
      boolean last = node.getOutputList().stream().anyMatch(outputs::contains);
      if (last && numbersInOrder(node)) {
        attribute(node, INTEGER_VALUES).ifPresent(values -> lists.add(values.getIntsList()));
      }
      if (last && node.getOpType().equals("ArrayFeatureExtractor")) {
        node.getInputList().stream().limit(1).forEach(tables::add);
      }
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tables.contains(tensor.getName())) {
        integers(tensor).ifPresent(lists::add);
      }
    }
    lists.removeIf(ModelClassNames::isCounting);
    return lists.stream()
        .map(list -> list.stream().map(String::valueOf).toList())
        .collect(Collectors.toSet());
  }

  /**
   * Outputs, and values that are outputs but for their type or shape: features may be encoded too.
   */
  private static Set<String> outputs(ModelProto model) {
    Set<String> outputs = new HashSet<>();
    model.getGraph().getOutputList().forEach(output -> outputs.add(output.getName()));
    List<NodeProto> nodes = model.getGraph().getNodeList();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (SAME_VALUES.contains(node.getOpType())
          && node.getOutputList().stream().anyMatch(outputs::contains)) {
        node.getInputList().stream().limit(1).forEach(outputs::add);
      }
    }
    return outputs;
  }

  /** The cells of a table of labels that stands in the model's file. */
  private static Optional<List<Long>> integers(TensorProto tensor) {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return Optional.empty();
    }
    try {
      TensorData table =
          new TensorDecoder(new ExternalData(Path.of("/")), new CellBudget(ClassNames.MOST))
              .decode(tensor);
      return table.isFloating()
          ? Optional.empty()
          : Optional.of(Arrays.stream(table.longs()).boxed().toList());
    } catch (IOException e) {
      return Optional.empty(); // a broken table, which the importer refuses, or too large a one
    }
  }

  private static Set<List<String>> texts(ModelProto model) {
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
    return lists;
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
        .filter(ModelClassNames::isCounting)
        .isPresent();
  }

  /** Whether numbers are 0, 1, …, or there are none. */
  private static boolean isCounting(List<Long> numbers) {
    return numbers.equals(LongStream.range(0, numbers.size()).boxed().toList());
  }

  private static List<String> texts(List<ByteString> bytes) {
    return bytes.stream().map(ByteString::toStringUtf8).toList();
  }
}
