package dev.vouch.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DigitsModel;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
            "parameters",
            "report");
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

  @Test
  void comparesWidthsOfActivations() throws IOException {
    JsonNode json =
        check("--prove", "1", "--samples", "5", "--bits", "10", "--compare-bits", "--json").json();
    JsonNode widths = json.get("widths");
    assertThat(widths.findValues("bits"))
        .extracting(JsonNode::asInt)
        .containsExactly(8, 10, 12, 16);
    assertThat(widths.get(1).get("relRms")).isEqualTo(json.get("relRms"));
    assertThat(widths.get(1).get("committedCells")).isEqualTo(json.get("committedCells"));
    for (int i = 0; i < widths.size(); i++) {
      JsonNode width = widths.get(i);
      assertThat(width.get("proveSecondsEstimated").asBoolean()).isFalse();
      assertThat(width.get("proveSeconds").asDouble()).isPositive();
      assertThat(width.get("top1").asDouble()).isEqualTo(1);
      if (i > 0) {
        assertThat(width.get("relRms").asDouble())
            .isLessThan(widths.get(i - 1).get("relRms").asDouble());
        assertThat(width.get("keyBytes").asInt())
            .isGreaterThan(widths.get(i - 1).get("keyBytes").asInt());
      }
    }
  }

  @Test
  void percentilesLeaveLargeValuesOut() throws IOException {
    JsonNode range = check("--prove", "0", "--json").json();
    JsonNode percentile = check("--prove", "0", "--calibration", "percentile=90", "--json").json();
    assertThat(range.get("report").get("saturation").get("saturated").asLong()).isZero();
    assertThat(percentile.get("report").get("saturation").get("saturated").asLong()).isPositive();
    assertThat(percentile.get("warnings")).isNotEmpty();
    assertThat(check("--prove", "0", "--calibration", "median").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void estimatesWhatIsNotProven() {
    Cli.Result result = check("--prove", "0", "--samples", "2", "--compare-bits");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Widths of activations").contains("~: an estimate");
    assertThat(check("--prove", "0").out()).doesNotContain("Widths of activations");
  }

  @Test
  void theReportComesAfterTheResult() {
    Cli.Result result = check("--prove", "0", "--min-top1", "1", "--report");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("accuracy  10 samples: top1 1.00000")
        .contains("labels    reference right in 10, integers in 10 of 10")
        .contains("those that calibrated it")
        .contains("verdict   passed the gate")
        .contains("Ranges by node");
    assertThat(check("--prove", "0").out()).doesNotContain("Ranges by node");
  }

  @Test
  void theReportIsAFileThatOnlyItsOwnerReads() throws IOException {
    Path file = folder.resolve("report.txt");
    Cli.Result result = check("--prove", "0", "--report", file.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("report    " + file).doesNotContain("Ranges by node");
    assertThat(file).content().startsWith("reference ").contains("Ranges by node");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Cli.Result again = check("--prove", "0", "--report", file.toString());
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("exists already");
    assertThat(check("--prove", "0", "--force", "--report", file.toString()).code()).isZero();
  }

  @Test
  void dataBesideTheCalibrationIsNamedAsSuch() throws IOException {
    String digits = files.digits().toString();
    JsonNode json = check("--prove", "0", "--calibrate", digits, "--json").json();
    assertThat(json.get("report").get("data").asText()).isEqualTo("given");
    assertThat(json.get("report").get("samples").asInt()).isEqualTo(10);
    assertThat(json.get("report").get("outputs").get(0).get("relRms"))
        .isEqualTo(json.get("relRms"));
  }
}
