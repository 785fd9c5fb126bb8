package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.facts.ProgramNumbers;
import dev.vouch.circuits.facts.PublishedNumber;
import dev.vouch.circuits.facts.PublishedNumbers;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Models with weights, in the forms of every operator, and models with other weights: where the
 * numbers that {@code inspect} lists are the same, scales and widths above all, circuits are the
 * same byte by byte. Calibration is that of the first model.
 */
class HiddenWeightFormsTest {
  /** Operators whose real constants are public in part or in full (docs/threat-model.md). */
  private static final Map<String, String> PUBLIC =
      Map.of(
          "GridSample", "which cells are read",
          "Resize", "scale factors, regions",
          "Upsample", "scale factors",
          "Pow", "exponents",
          "OneHot", "the two values",
          "QuantizeLinear", "scales of quantised values",
          "QLinearConv", "scales of quantised values",
          "com.microsoft.QGemm", "scales of quantised values");

  /** Its shapes follow from its constant regions, which are public: no two have one circuit. */
  private static final String REGIONS = "RoiAlign";

  private static final List<UnaryOperator<double[]>> CHANGES =
      List.of(OtherWeights::otherSigns, OtherWeights::reversed, OtherWeights::zeroed);

  private final Set<String> withWeights = new TreeSet<>();
  private final Set<String> same = new TreeSet<>();
  private final Set<String> different = new TreeSet<>();
  private int compared;

  @Test
  void circuitsTellOfWeightsWhatIsPublishedAlone() throws Exception {
    for (FormFamily family : OpsetForms.families()) {
      compare(family);
    }
    assertThat(different).isEqualTo(new TreeSet<>(PUBLIC.keySet()));
    withWeights.removeAll(same);
    withWeights.removeAll(PUBLIC.keySet());
    assertThat(withWeights).as("never compared").containsExactly(REGIONS);
    assertThat(compared).isGreaterThan(100);
  }

  private void compare(FormFamily family) throws Exception {
    List<FormFamily.Form> forms = family.forms();
    ModelProto model = forms.get(forms.size() - 1).model().build();
    Calibration calibration =
        Calibrator.calibrate(
            GraphImporter.of(model, Path.of("."), ImportOptions.defaults()),
            List.of(family.input()));
    CompiledNetwork network = compiled(model, calibration);
    for (UnaryOperator<double[]> change : CHANGES) {
      OtherWeights weights = new OtherWeights(change);
      ModelProto other = weights.of(model);
      if (weights.changed() > 0) {
        withWeights.add(family.operator());
        try {
          compare(family, network, compiled(other, calibration));
        } catch (UnsupportedModelException | IOException e) {
          // Not every number can be any other: the change makes no model.
        }
      }
    }
  }

  private void compare(FormFamily family, CompiledNetwork network, CompiledNetwork other) {
    if (!constants(network).equals(constants(other))) {
      different.add(family.operator());
    } else if (published(network).equals(published(other))) {
      compared++;
      boolean equal =
          Arrays.equals(
              CircuitCodec.encode(network.circuit()), CircuitCodec.encode(other.circuit()));
      (equal ? same : different).add(family.operator());
    }
  }

  /** What is public in full, and not in a table. */
  private static List<PublishedNumber> constants(CompiledNetwork network) {
    return PublishedNumbers.of(network.circuit()).stream()
        .filter(number -> number.what().startsWith("constant"))
        .toList();
  }

  private static List<PublishedNumber> published(CompiledNetwork network) {
    List<PublishedNumber> numbers = new ArrayList<>(PublishedNumbers.of(network.circuit()));
    numbers.addAll(ProgramNumbers.of(network.program()));
    return numbers;
  }

  private static CompiledNetwork compiled(ModelProto model, Calibration calibration)
      throws IOException, UnsupportedModelException {
    return Compiler.compile(
        GraphImporter.of(model, Path.of("."), ImportOptions.defaults()),
        CompileOptions.defaults(),
        calibration);
  }
}
