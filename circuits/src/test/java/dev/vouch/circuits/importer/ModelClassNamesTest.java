package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classifiers name their classes in one of three ways. */
class ModelClassNamesTest {
  private static final String ML = "ai.onnx.ml";
  private static final List<String> NAMES = List.of("no", "yes", "maybe");

  private static void requireNames(ModelBuilder model) {
    assertThat(ModelClassNames.of(model.build())).contains(ClassNames.of(NAMES));
  }

  private static void requireNone(ModelBuilder model) {
    assertThat(ModelClassNames.of(model.build())).isEmpty();
  }

  private static ModelBuilder classifier(String type, List<String> labels) {
    return model().input("x", 1, 2).call(ML, type, "x", "y p", attribute(LABELS, labels));
  }

  private static final String LABELS = "classlabels_strings";

  @Test
  void attributesOfClassifiers() {
    for (String type :
        List.of("LinearClassifier", "TreeEnsembleClassifier", "SVMClassifier", "ZipMap")) {
      requireNames(classifier(type, NAMES));
    }
    requireNames(
        classifier("LinearClassifier", NAMES)
            .call(ML, "ZipMap", "p", "q", attribute(LABELS, NAMES)));
    requireNone(classifier("LinearClassifier", List.of()));
    requireNone(
        model()
            .input("x", 1, 2)
            .call(ML, "LinearClassifier", "x", "y p", attributes("classlabels_ints", 0, 1)));
  }

  /** Which of two lists is meant nobody knows; names that are there twice are none. */
  @Test
  void listsThatDoNotTell() {
    requireNone(
        classifier("LinearClassifier", NAMES)
            .call(ML, "ZipMap", "p", "q", attribute(LABELS, List.of("a", "b"))));
    requireNone(classifier("LinearClassifier", List.of("a", "a")));
    requireNone(classifier("LinearClassifier", List.of("a", "")));
  }

  @Test
  void valuesOfALabelEncoder() {
    AttributeProto values = attribute("values_strings", NAMES);
    requireNames(encoder(values, attributes("keys_int64s", 0, 1, 2)));
    requireNone(encoder(values, attributes("keys_int64s", 1, 0, 2)));
    requireNone(encoder(values));
  }

  private static ModelBuilder encoder(AttributeProto... attributes) {
    return model().input("x", 1).call(ML, "LabelEncoder", "x", "y", attributes);
  }

  @Test
  void aTableThatLabelsArePickedFrom() {
    requireNames(
        model()
            .input("place", 1)
            .initializer(table(NAMES))
            .call(ML, "ArrayFeatureExtractor", "labels place", "y"));
    requireNone(model().input("place", 1).initializer(table(NAMES)));
  }

  private static void requireIntegers(ModelBuilder model, String... integers) {
    assertThat(ModelClassNames.ofIntegers(model.build()))
        .contains(ClassNames.of(List.of(integers)));
    requireNone(model);
  }

  private static void requireNoIntegers(ModelBuilder model) {
    assertThat(ModelClassNames.ofIntegers(model.build())).isEmpty();
  }

  private static ModelBuilder numbered(String type, String attribute, long... labels) {
    return model().input("x", 1, 2).call(ML, type, "x", "y p", attributes(attribute, labels));
  }

  @Test
  void integersThatAreNoPlaces() {
    requireIntegers(numbered("LinearClassifier", "classlabels_ints", 3, 7, 9), "3", "7", "9");
    requireIntegers(numbered("TreeEnsembleClassifier", "classlabels_int64s", -1, 1), "-1", "1");
    requireIntegers(
        numbered("LinearClassifier", "classlabels_ints", 1, 2)
            .call(ML, "ZipMap", "p", "q", attributes("classlabels_int64s", 1, 2)),
        "1",
        "2");
    requireNoIntegers(numbered("LinearClassifier", "classlabels_ints", 0, 1, 2));
    requireNoIntegers(numbered("LinearClassifier", "classlabels_ints"));
    requireNoIntegers(classifier("LinearClassifier", NAMES));
  }

  /** Those that labels become last count, after the places that a classifier gives. */
  @Test
  void integersOfALabelEncoder() {
    AttributeProto values = attributes("values_int64s", 3, 7);
    requireIntegers(
        numbered("TreeEnsembleClassifier", "classlabels_int64s", 0, 1)
            .call(ML, "LabelEncoder", "y", "z", attributes("keys_int64s", 0, 1), values)
            .output("z"),
        "3",
        "7");
    requireNoIntegers(encoder(values, attributes("keys_int64s", 1, 0)).output("y"));
    requireIntegers(encoder(values, attributes("keys_int64s", 0, 1)).output("y"), "3", "7");
    requireNoIntegers(
        encoder(values, attributes("keys_int64s", 0, 1)).node("Abs", "y", "z").output("z"));
  }

  @Test
  void aTableOfIntegersThatLabelsArePickedFrom() {
    TensorData labels = TensorData.ofVector(3, 7);
    requireIntegers(
        model()
            .initializer("t", labels)
            .call(ML, "ArrayFeatureExtractor", "t i", "y")
            .node("Reshape", "y s", "r")
            .node("Cast", "r", "z")
            .output("z"),
        "3",
        "7");
    requireNoIntegers(model().initializer("t", labels).node("Gather", "t i", "y").output("y"));
    TensorData reals = TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 3, 7);
    requireNoIntegers(
        model().initializer("t", reals).call(ML, "ArrayFeatureExtractor", "t i", "y").output("y"));
  }

  private static TensorProto table(List<String> texts) {
    TensorProto.Builder table =
        TensorProto.newBuilder()
            .setName("labels")
            .setDataType(TensorProto.DataType.STRING_VALUE)
            .addDims(texts.size());
    texts.forEach(text -> table.addStringData(ByteString.copyFromUtf8(text)));
    return table.build();
  }
}
