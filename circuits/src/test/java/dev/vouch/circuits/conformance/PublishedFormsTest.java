package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.importer.MaskValues;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The newest form of every family of operators: its architecture is published, and the audit that
 * this includes finds the same circuit without the weights.
 */
class PublishedFormsTest {
  private static final String TREES = "hidden trees cannot be published";

  /** What has no architecture to publish, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "ai.onnx.ml.TreeEnsemble", TREES,
          "ai.onnx.ml.TreeEnsembleClassifier", TREES,
          "ai.onnx.ml.TreeEnsembleRegressor", TREES,
          // Its average divides by the sum of the classes' weights, a factor of one cell.
          "NegativeLogLikelihoodLoss", "follows from weights");

  /**
   * Operators whose real constants with axes are public, and so published: those of the circuit.
   */
  private static final List<String> WITH_CONSTANTS =
      List.of(
          "GridSample",
          "OneHot",
          "PRelu",
          "Pow",
          "QLinearConv",
          "QuantizeLinear",
          "Resize",
          "RoiAlign",
          "Upsample",
          "com.microsoft.QGemm");

  private final Map<String, String> refused = new TreeMap<>();
  private final TreeSet<String> withConstants = new TreeSet<>();
  private int published;
  private int withheld;

  @Test
  void formsArePublishedWithoutWeights() throws Exception {
    for (FormFamily family : OpsetForms.families()) {
      publish(family);
    }
    assertThat(refused.keySet()).isEqualTo(REFUSED.keySet());
    refused.forEach((operator, why) -> assertThat(why).contains(REFUSED.get(operator)));
    assertThat(published).isGreaterThan(600);
    assertThat(withheld).isGreaterThan(250);
    assertThat(withConstants).containsExactlyElementsOf(WITH_CONSTANTS);
  }

  private void publish(FormFamily family) throws Exception {
    List<FormFamily.Form> forms = family.forms();
    ModelProto model = forms.get(forms.size() - 1).model().build();
    ImportOptions imports = ImportOptions.defaults();
    Graph graph = GraphImporter.of(model, Path.of("."), imports);
    try {
      PublishedArchitecture architecture =
          PublishedArchitecture.of(
              graph,
              ArchitectureSource.of(model, Path.of("."), imports),
              CompileOptions.defaults(),
              Calibrator.calibrate(graph, List.of(family.input())));
      published++;
      withheld += architecture.withheld();
      if (hasConstants(ModelProto.parseFrom(architecture.model()))) {
        withConstants.add(family.operator());
      }
    } catch (UnsupportedModelException e) {
      refused.put(family.operator(), String.valueOf(e.getMessage()));
    }
  }

  /** Whether it holds a real constant that has axes, and is no mask. */
  private static boolean hasConstants(ModelProto model) throws IOException {
    TensorDecoder tensors =
        new TensorDecoder(new ExternalData(Path.of(".")), new CellBudget(1 << 20));
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getStringDataCount() == 0) {
        TensorData value = tensors.decode(tensor);
        if (value.isFloating()
            && value.rank() > 0
            && value.size() > 0
            && !MaskValues.are(value.doubles())) {
          return true;
        }
      }
    }
    return false;
  }
}
