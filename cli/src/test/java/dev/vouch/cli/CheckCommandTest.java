package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir static Path folder;
  private static DigitsModel files;

  @BeforeAll
  static void files() throws IOException {
    files = DigitsModel.in(folder);
  }

  private static Cli.Result check(String... more) {
    String[] args = {"check", files.onnx().toString(), "--data", files.digits().toString()};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  @Test
  void measuresAndPasses() throws IOException {
    Cli.Result result =
        check(
            "--prove",
            "2",
            "--samples",
            "99",
            "--min-top1",
            "1",
            "--max-rel-rms",
            "1e-3",
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = result.json();
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .contains(
            "schema",
            "ok",
            "samples",
            "top1",
            "relRms",
            "maxAbs",
            "meanAbs",
            "proved",
            "proveSeconds",
            "verifyMillis",
            "proofBytes",
            "keyBytes",
            "modelBytes",
            "peakRssBytes",
            "committedCells",
            "lookups",
            "macs",
            "parameters");
    assertThat(json.get("samples").asInt()).isEqualTo(10);
    assertThat(json.get("proved").asInt()).isEqualTo(2);
    assertThat(json.get("macs").asInt()).isEqualTo(784 * 24 + 24 * 10);
    assertThat(json.get("parameters").asInt()).isEqualTo(784 * 24 + 24 + 24 * 10 + 10);
    JsonNode prove = json.get("proveSeconds");
    assertThat(prove.get("min").asDouble()).isLessThanOrEqualTo(prove.get("median").asDouble());
    assertThat(prove.get("median").asDouble()).isLessThanOrEqualTo(prove.get("max").asDouble());
    assertThat(result.err()).contains("all 10 samples of --data calibrate");
  }

  @Test
  void aMissedGateSaysWhichAndStillReports() throws IOException {
    Cli.Result result = check("--prove", "0", "--max-abs", "1e-9", "--json");
    assertThat(result.code()).isEqualTo(ExitCode.GATE_MISSED);
    JsonNode json = result.json();
    assertThat(json.get("ok").asBoolean()).isFalse();
    assertThat(json.get("reason").asText()).isEqualTo("GATE_MISSED");
    assertThat(json.get("message").asText()).contains("maxAbs");
    assertThat(json.get("maxAbs").asDouble()).isGreaterThan(1e-9);
  }
}
