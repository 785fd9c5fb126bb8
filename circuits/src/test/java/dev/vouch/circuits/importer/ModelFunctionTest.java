package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static dev.vouch.circuits.onnx.ModelBuilder.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions that a model brings with it. */
class ModelFunctionTest {
  private static final AttributeProto.AttributeType FLOAT = AttributeProto.AttributeType.FLOAT;

  private static double[] run(ModelBuilder model, double... x) throws Exception {
    Graph graph = model.graph();
    TensorData input = TensorData.ofDoubles(DataType.FLOAT, new int[] {x.length}, x);
    return new FloatInterpreter(graph).run(Map.of("x", input)).get("y").doubles();
  }

  private static ModelBuilder calling(String function, AttributeProto... attributes) {
    return model().input("x", 2).call("local", function, "x", "y", attributes).output("y");
  }

  @Test
  void attributesReachNodesAndNestedCalls() throws Exception {
    ModelBuilder leaky = model().node("LeakyRelu", "a", "b", reference("alpha", FLOAT, "slope"));
    ModelBuilder twice =
        model()
            .call("local", "Leaky", "a", "t", reference("slope", FLOAT, "s"))
            .call("local", "Leaky", "t", "b", attribute("slope", 0.5));
    ModelBuilder calls =
        calling("Twice", attribute("s", 0.25))
            .function("Twice", "a", "b", twice)
            .function("Leaky", "a", "b", leaky);

    assertThat(run(calls, 8, -8)).containsExactly(8, -1);
  }

  /** LeakyRelu's own default, 0.01, where neither the call nor the function gives a slope. */
  @Test
  void anAttributeThatTheCallLeavesOutIsLeftOut() throws Exception {
    ModelBuilder leaky = model().node("LeakyRelu", "a", "b", reference("alpha", FLOAT, "slope"));

    assertThat(run(calling("Leaky").function("Leaky", "a", "b", leaky), 1, -1)[1])
        .isCloseTo(-0.01, org.assertj.core.data.Offset.offset(1e-9));
  }

  /** ReduceSum has its axes as an attribute in opset 11, and as an input in opset 17. */
  @Test
  void aFunctionHasOpsetsOfItsOwn() throws Exception {
    ModelBuilder old =
        model().opset(11).node("ReduceSum", "a", "b", ModelBuilder.attributes("axes", 0L));

    assertThat(run(calling("Sum").function("Sum", "a", "b", old), 3, 4)).containsExactly(7);
  }

  @Test
  void optionalInputsAndOutputsMayBeLeftOut() throws Exception {
    ModelBuilder clip = model().node("Clip", "a lo hi", "b").node("Neg", "a", "c");
    ModelBuilder call =
        model()
            .input("x", 2)
            .initializer("lo", TensorData.ofDoubles(DataType.FLOAT, new int[0], -1))
            .call("local", "Bound", "x lo", "y")
            .output("y")
            .function("Bound", "a lo hi", "b c", clip);

    assertThat(run(call, 5, -5)).containsExactly(5, -1);
  }

  @Test
  void namesInsideDoNotMeetThoseOutside() throws Exception {
    ModelBuilder inner = model().node("Neg", "x", "t").node("Add", "t t", "y");
    ModelBuilder call =
        model()
            .input("x", 2)
            .node("Identity", "x", "F_0/t")
            .call("local", "F", "x", "s")
            .call("local", "F", "s", "t")
            .node("Add", "t F_0/t", "y")
            .output("y")
            .function("F", "x", "y", inner);
    Graph graph = call.graph();

    assertThat(run(call, 1, 2)).containsExactly(5, 10);
    assertThat(graph.nodes()).extracting(Node::name).doesNotHaveDuplicates();
  }

  @Test
  void aFunctionThatCallsItselfIsRefused() {
    ModelBuilder recursive = model().call("local", "F", "a", "b");

    assertThatThrownBy(() -> calling("F").function("F", "a", "b", recursive).graph())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("deep in one another");
  }

  @Test
  void functionsThatDoubleAreRefusedSoon() {
    ModelBuilder doubling = calling("F30");
    for (int i = 30; i > 0; i--) {
      ModelBuilder twice =
          model().call("local", "F" + (i - 1), "a", "t").call("local", "F" + (i - 1), "t", "b");
      doubling.function("F" + i, "a", "b", twice);
    }
    doubling.function("F0", "a", "b", model().node("Neg", "a", "b"));

    assertThatThrownBy(doubling::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("more than 50000 nodes");
  }

  @Test
  void brokenFunctionsAreMalformed() {
    ModelBuilder undefined = model().node("Add", "a z", "b");
    ModelBuilder fewer = model().node("Neg", "a", "b");

    assertThatThrownBy(() -> calling("F").function("F", "a", "b", undefined).graph())
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("'z'");
    assertThatThrownBy(
            () ->
                model()
                    .input("x", 2)
                    .call("local", "F", "x x", "y")
                    .output("y")
                    .function("F", "a", "b", fewer)
                    .graph())
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("1 inputs");
  }

  @Test
  void whatIsNotSupportedInsideIsNamed() {
    ModelBuilder inner = model().node("Unique", "a", "b");

    assertThatThrownBy(() -> calling("F").function("F", "a", "b", inner).graph())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Unique (opset 17) at node F_0/Unique_0");
  }
}
