package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which classes more than fifty others know: the words of the domain, and no class that does. */
class VocabularyTest {
  private static final int MANY = 50;

  /**
   * Values of the ONNX graph and their shapes, ranges of integers, wires of the lowering, their
   * views and the sums of products that are made of them, the program that they are added to,
   * tensors of the program and of the circuit; what every operator implements, reads and throws,
   * how factors of slices pass it; the graph, and the context in which it is lowered or expanded;
   * the sections of reports and the blocks that they show; what commands refuse; the key.
   */
  private static final Set<String> VOCABULARY =
      Set.of(
          "dev.vouch.circuits.data.DataType",
          "dev.vouch.circuits.data.Shape",
          "dev.vouch.circuits.data.TensorData",
          "dev.vouch.circuits.graph.Graph",
          "dev.vouch.circuits.integer.IntegerTensor",
          "dev.vouch.circuits.integer.Interval",
          "dev.vouch.circuits.lowering.Einsum",
          "dev.vouch.circuits.lowering.GraphValues",
          "dev.vouch.circuits.lowering.Labels",
          "dev.vouch.circuits.lowering.LoweringContext",
          "dev.vouch.circuits.lowering.Operand",
          "dev.vouch.circuits.lowering.Wire",
          "dev.vouch.circuits.lowering.Wires",
          "dev.vouch.circuits.node.Attribute",
          "dev.vouch.circuits.node.Inference",
          "dev.vouch.circuits.node.InvalidNodeException",
          "dev.vouch.circuits.node.Node",
          "dev.vouch.circuits.node.Operands",
          "dev.vouch.circuits.node.UnsupportedNodeException",
          "dev.vouch.circuits.node.ValueInfo",
          "dev.vouch.circuits.operator.Expanded",
          "dev.vouch.circuits.operator.Expansion",
          "dev.vouch.circuits.operator.Lowered",
          "dev.vouch.circuits.operator.Operator",
          "dev.vouch.circuits.operator.SliceFactors",
          "dev.vouch.circuits.program.ProgramBuilder",
          "dev.vouch.circuits.view.View",
          "dev.vouch.cli.failure.CommandException",
          "dev.vouch.cli.report.Block",
          "dev.vouch.cli.report.Section",
          "dev.vouch.verifier.ModelKey",
          "dev.vouch.verifier.VerifyingKey",
          "dev.vouch.verifier.circuit.Circuit",
          "dev.vouch.verifier.circuit.Tensor",
          "dev.vouch.verifier.field.Scalar");

  @Test
  void onlyWordsOfTheDomainAreKnownByMany() {
    Map<String, Set<String>> knownBy = new HashMap<>();
    for (JavaClass user :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/proto/"))
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.vouch")) {
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String target = outermost(dependency.getTargetClass());
        if (target.startsWith("dev.vouch.") && !target.equals(outermost(user))) {
          knownBy.computeIfAbsent(target, name -> new HashSet<>()).add(outermost(user));
        }
      }
    }
    assertThat(knownBy)
        .containsKeys("dev.vouch.circuits.node.Node", "dev.vouch.cli.console.Report");
    assertThat(
            knownBy.entrySet().stream()
                .filter(entry -> entry.getValue().size() > MANY)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()))
        .isSubsetOf(VOCABULARY);
  }

  private static String outermost(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    return element.getEnclosingClass().map(VocabularyTest::outermost).orElse(element.getName());
  }
}
