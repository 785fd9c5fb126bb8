package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorsCommandTest {
  @Test
  void allAreListed() throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode operators = Cli.run("operators", "--json").json().get("operators");
    operators.forEach(operator -> names.add(operator.get("operator").asText()));
    assertThat(names).containsExactlyElementsOf(Operators.supported().names());
    String text = Cli.run("operators").out();
    assertThat(names).allMatch(text::contains);
  }

  @Test
  void whatIsSaidOfOne() throws IOException {
    JsonNode sigmoid = Cli.run("operators", "sigmoid", "--json").json();
    assertThat(sigmoid.get("operator").asText()).isEqualTo("Sigmoid");
    assertThat(sigmoid.get("inCircuits").asBoolean()).isTrue();
    assertThat(sigmoid.get("lookupsPerElement").asText()).isEqualTo("1");
    assertThat(sigmoid.get("testedOpsets")).hasSizeGreaterThan(2);
    JsonNode split = Cli.run("operators", "Split", "--json").json();
    assertThat(split.get("restrictions").asText()).contains("constant lengths");
    assertThat(Cli.run("operators", "Shape").out()).contains("constants only");
  }

  @Test
  void anotherIsNotSupported() {
    Cli.Result unknown = Cli.run("operators", "Sigmod");
    assertThat(unknown.code()).isEqualTo(ExitCode.UNSUPPORTED);
    assertThat(unknown.err()).contains("did you mean Sigmoid?");
  }
}
