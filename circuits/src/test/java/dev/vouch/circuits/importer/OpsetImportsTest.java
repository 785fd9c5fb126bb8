package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models that import a domain more than once. */
class OpsetImportsTest {
  /** As onnxruntime has it: Softmax of opset 12 sums over all axes from its own on. */
  @Test
  void theLastOfSeveralImportsOfADomainCounts() throws Exception {
    ModelBuilder softmax =
        model().input("x", 1, 2, 3).node("Softmax", "x", "y", attribute("axis", 1)).output("y");
    assertThat(softmax(softmax, 12, 13)[0]).isCloseTo(1.0 / 2, within(1e-6));
    assertThat(softmax(softmax, 13, 12)[0]).isCloseTo(1.0 / 6, within(1e-6));
  }

  /** What a model that imports two opsets makes of equal values. */
  private static double[] softmax(ModelBuilder model, int first, int last) throws Exception {
    ModelProto twice =
        model.opset(first).build().toBuilder()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx").setVersion(last))
            .build();
    Graph graph = GraphImporter.of(twice, Path.of("."), ImportOptions.defaults());
    TensorData zeros = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2, 3}, new double[6]);
    return new FloatInterpreter(graph).run(Map.of("x", zeros)).get("y").toDoubles();
  }
}
