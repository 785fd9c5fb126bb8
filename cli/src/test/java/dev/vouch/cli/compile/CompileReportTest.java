package dev.vouch.cli.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DigitsModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileReportTest {
  @TempDir static Path folder;
  private static DigitsModel files;

  @BeforeAll
  static void files() throws IOException {
    files = DigitsModel.in(folder);
  }

  private static Cli.Result compile(String... more) {
    List<String> words = new ArrayList<>(List.of("compile", files.onnx().toString(), "--force"));
    words.addAll(List.of("-o", folder.resolve("digits.vouch").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void calibrationDataGiveASummary() {
    Cli.Result result = compile("--calibrate", files.digits().toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("\naccuracy  10 samples: top1 1.00000")
        .contains("\nsaturated 0 of ")
        .doesNotContain("Ranges by node");
  }

  @Test
  void theWholeReportOnDemand() {
    Cli.Result result = compile("--calibrate", files.digits().toString(), "--report");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Ranges by node").contains("verdict   none");
  }

  @Test
  void withoutDataThereIsNoSummaryAndALoudReport() throws IOException {
    Cli.Result silent = compile("--json");
    assertThat(silent.code()).as(silent.err()).isZero();
    assertThat(silent.json().has("report")).isFalse();
    assertThat(silent.json().get("measured").asText()).isEqualTo("synthetic");
    assertThat(silent.json().get("warnings")).isEmpty();
    Cli.Result report = compile("--report");
    assertThat(report.out()).contains("SYNTHETIC").contains("WARNING");
    JsonNode json = compile("--report", "--json").json();
    assertThat(json.get("report").get("data").asText()).isEqualTo("synthetic");
  }
}
