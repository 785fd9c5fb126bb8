package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxPoolPaddingTest {
  private static final AttributeProto KERNEL = attributes("kernel_shape", 3, 3);
  private static final AttributeProto STRIDES = attributes("strides", 2, 2);

  private static ModelBuilder padded(double value, long... pads) {
    return model()
        .input("x", 1, 2, 5, 6)
        .initializer("pads", TensorData.ofVector(pads))
        .initializer("value", TensorData.ofScalar(value))
        .node("Pad", "x pads value", "a");
  }

  /** What pooling over numbers far below the data gives, which are too few to matter elsewhere. */
  private static void requireSame(ModelBuilder model, ModelBuilder reference) throws Exception {
    Graph graph = model.output("y").graph();
    Map<String, TensorData> sample = TestGraph.sample(graph, 2, 3);
    double[] expected =
        new FloatInterpreter(reference.output("y").graph()).run(sample).get("y").doubles();
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(network);
    assertThat(Compiled.requireAccepted(network, sample).outputs().get("y").dequantised())
        .containsExactly(expected, Offset.offset(1e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, -3.4028235e38, Double.NEGATIVE_INFINITY})
  void paddingHasNoValue(double value) throws Exception {
    long[] around = {0, 0, 1, 1, 0, 0, 1, 1};
    requireSame(
        padded(value, around).node("MaxPool", "a", "y", KERNEL, STRIDES),
        padded(-9, around).node("MaxPool", "a", "y", KERNEL, STRIDES));
    long[] after = {0, 0, 0, 0, 0, 0, 1, 1};
    AttributeProto ceil = attribute("ceil_mode", 1);
    AttributeProto own = attributes("pads", 1, 0, 0, 0);
    requireSame(
        padded(value, after).node("MaxPool", "a", "y", KERNEL, STRIDES, ceil, own),
        padded(-9, after).node("MaxPool", "a", "y", KERNEL, STRIDES, ceil, own));
    AttributeProto same = attribute("auto_pad", "SAME_UPPER");
    requireSame(
        padded(value, after).node("MaxPool", "a", "y", KERNEL, STRIDES, same),
        padded(-9, after).node("MaxPool", "a", "y", KERNEL, STRIDES, same));
    AttributeProto channelsFirst = attributes("perm", 0, 3, 1, 2);
    long[] channelsLast = {0, 1, 1, 0, 0, 1, 0, 0};
    requireSame(
        padded(value, channelsLast)
            .node("Transpose", "a", "t", channelsFirst)
            .node("MaxPool", "t", "y", attributes("kernel_shape", 2, 2)),
        padded(-9, channelsLast)
            .node("Transpose", "a", "t", channelsFirst)
            .node("MaxPool", "t", "y", attributes("kernel_shape", 2, 2)));
  }

  /** With ceil_mode the last window begins in the padding, or where data are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void padsBehindTheDataAndCeilMode(int stride) throws Exception {
    long[] around = {0, 0, 2, 1, 0, 0, 2, 2};
    AttributeProto strides = attributes("strides", stride, stride);
    AttributeProto ceil = attribute("ceil_mode", 1);
    requireSame(
        padded(Double.NEGATIVE_INFINITY, around).node("MaxPool", "a", "y", KERNEL, strides, ceil),
        padded(-9, around).node("MaxPool", "a", "y", KERNEL, strides, ceil));
  }

  @Test
  void windowsWhollyInPaddingAreRefused() {
    AttributeProto single = attributes("kernel_shape", 1, 2);
    AttributeProto wide = attributes("dilations", 1, 9);
    assertThatThrownBy(
            () ->
                model()
                    .input("x", 1, 2, 5, 6)
                    .node("MaxPool", "x", "y", single, attributes("pads", 1, 0, 0, 0))
                    .output("y")
                    .graph())
        .hasMessageContaining("MaxPool")
        .hasMessageContaining("wholly in padding");
    assertThatThrownBy(
            () ->
                model()
                    .input("x", 1, 2, 5, 6)
                    .node("MaxPool", "x", "y", single, wide, attributes("pads", 0, 2, 0, 6))
                    .output("y")
                    .graph())
        .hasMessageContaining("wholly in padding");
    assertThatThrownBy(
            () ->
                padded(Double.NEGATIVE_INFINITY, 0, 0, 1, 1, 0, 0, 1, 1)
                    .node("MaxPool", "a", "y", single)
                    .output("y")
                    .graph())
        .hasMessageContaining("infinity");
  }

  @Test
  void itBecomesThatOfThePooling() throws Exception {
    Graph graph =
        padded(Double.NEGATIVE_INFINITY, 0, 0, 1, 1, 0, 0, 1, 1)
            .node("MaxPool", "a", "y", KERNEL, STRIDES)
            .output("y")
            .graph();
    assertThat(graph.nodes()).extracting(Node::type).containsExactly("MaxPool");
    Graph old =
        model()
            .opset(10)
            .input("x", 1, 2, 5, 6)
            .node(
                "Pad",
                "x",
                "a",
                attributes("pads", 0, 0, 1, 1, 0, 0, 1, 1),
                attribute("value", Double.NEGATIVE_INFINITY))
            .node("MaxPool", "a", "y", KERNEL, STRIDES)
            .output("y")
            .graph();
    assertThat(old.nodes()).extracting(Node::type).containsExactly("MaxPool");
    assertThat(
            padded(0, 0, 0, 1, 1, 0, 0, 1, 1)
                .node("MaxPool", "a", "y", KERNEL, STRIDES)
                .output("y")
                .graph()
                .nodes())
        .extracting(Node::type)
        .containsExactly("Pad", "MaxPool");
  }

  @Test
  void elsewhereInfinitePaddingIsRefusedByName() {
    long[] around = {0, 0, 1, 1, 0, 0, 1, 1};
    assertThatThrownBy(
            padded(Double.NEGATIVE_INFINITY, around)
                    .node("AveragePool", "a", "y", KERNEL)
                    .output("y")
                ::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Pad_0")
        .hasMessageContaining("'value'");
    // A window without any value has no maximum.
    assertThatThrownBy(
            padded(Double.NEGATIVE_INFINITY, 0, 0, 3, 0, 0, 0, 0, 0)
                    .node("MaxPool", "a", "y", KERNEL)
                    .output("y")
                ::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("each window of which must hold a value");
  }
}
