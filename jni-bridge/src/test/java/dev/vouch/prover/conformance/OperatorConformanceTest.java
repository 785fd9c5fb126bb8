package dev.vouch.prover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.catalogue.OperatorFacts;
import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.NodeTestCase;
import dev.vouch.circuits.conformance.OpsetForms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All operators at the three levels, on the forms of our own and on ONNX's node tests. */
class OperatorConformanceTest {
  private static final Path TABLE = Path.of("..", "docs", "operators.md");
  private static final Path MEASURED =
      Path.of("..", "circuits", "src", "main", "resources")
          .resolve(Path.of("dev", "vouch", "circuits", "catalogue", "measured.tsv"));
  private static final String NODE_TESTS = "onnx-node-tests.tar.gz";
  private static final int PROVEN_AT_LEAST = 240;

  private static List<CaseResult> forms;

  private record FormOfFamily(FormFamily family, FormFamily.Form form) {}

  @BeforeAll
  static void proveForms() {
    List<FormOfFamily> all = new ArrayList<>();
    for (FormFamily family : OpsetForms.families()) {
      family.forms().forEach(form -> all.add(new FormOfFamily(family, form)));
    }
    forms = all.parallelStream().map(one -> CaseResult.of(one.family(), one.form())).toList();
  }

  @Test
  void everyFormIsProven() {
    assertThat(forms).allMatch(result -> result.proven().passed());
  }

  @Test
  void restrictionsAreOfOperatorsInCircuits() {
    assertThat(Operators.supported().loweredNames())
        .containsAll(OperatorFacts.allRestrictions().keySet());
  }

  /** Every node test that compiles is proven, and the table in the documentation says so. */
  @Test
  void nodeTestsAndTheTable() throws Exception {
    boolean write = Boolean.getBoolean("vouch.write");
    if (write) {
      assertThat(SharedData.path(NODE_TESTS)).as("what the table is written from").exists();
    }
    List<NodeTestCase> all = NodeTestCase.readAll(SharedData.require(NODE_TESTS));
    List<CaseResult> cases =
        all.parallelStream()
            .filter(NodeTestCase::isSupportedByTheInterpreter)
            .map(CaseResult::of)
            .toList();
    assertThat(cases).noneMatch(CaseResult::hasFailed);
    assertThat(cases.stream().filter(result -> result.proven().passed()))
        .hasSizeGreaterThanOrEqualTo(PROVEN_AT_LEAST);
    List<NodeTestCase> unknown =
        all.stream().filter(test -> !test.isSupportedByTheInterpreter()).toList();
    String measured = OperatorTable.measured(forms, OpsetForms.families());
    String table = new OperatorTable(cases, forms, unknown).write(OpsetForms.families());
    if (write) {
      Files.writeString(TABLE, table);
      Files.writeString(MEASURED, measured);
    }
    assertThat(Files.readString(TABLE))
        .as("refresh with %s", OperatorTable.REFRESH)
        .isEqualTo(table);
    assertThat(Files.readString(MEASURED))
        .as("refresh with %s", OperatorTable.REFRESH)
        .isEqualTo(measured);
  }
}
