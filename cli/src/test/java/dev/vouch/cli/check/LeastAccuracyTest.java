package dev.vouch.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.CutOffValues;
import dev.vouch.circuits.program.SaturatedNode;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.ErrorMetrics;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastAccuracyTest {
  private static AccuracyReport report(double relRms, boolean real, CutOffValues... cutOff) {
    ErrorMetrics errors = new ErrorMetrics(4, relRms, relRms, 4 * relRms * relRms, 4, 4, 4);
    OutputMetrics output =
        new OutputMetrics("y", List.of(4), real, errors, List.of(), List.of(), 0, null);
    return new AccuracyReport(
        16,
        1,
        errors,
        List.of(output),
        List.of(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(cutOff));
  }

  @Test
  void whatIsHalfErrorIsOfNoUse() {
    assertThat(LeastAccuracy.missed(report(0.4, true), true, name -> false)).isEmpty();
    assertThat(LeastAccuracy.missed(report(7.8, true), true, name -> false))
        .singleElement()
        .asString()
        .startsWith("relRms of output 'y' is 7.8");
  }

  @Test
  void integersAndTiesMayBeOff() {
    assertThat(LeastAccuracy.missed(report(7.8, false), true, name -> false)).isEmpty();
    assertThat(LeastAccuracy.missed(report(1, true), true, "y"::equals)).isEmpty();
  }

  @Test
  void nothingIsCutOffOnTheDataOfTheCalibrationItself() {
    SaturatedNode sum = new SaturatedNode(new NodeRef("sum", "Add"), 38, 40);
    assertThat(LeastAccuracy.missed(report(0.1, true, sum), true, name -> false))
        .singleElement()
        .asString()
        .startsWith("node sum (Add): values are cut off");
    assertThat(LeastAccuracy.missed(report(0.1, true, sum), false, name -> false)).isEmpty();
  }

  /** y = 2x, of which ten times as much is expected. */
  @Test
  void aCheckWithoutGatesFailsSo(@TempDir Path folder) throws Exception {
    Path model = SumNetwork.write(folder.resolve("sum.onnx"), List.of("x"), 1, 2);
    DataFixture data = new DataFixture(folder);
    String inputs = data.npz("in.npz", "x", new int[] {1, 2}, 1, 2);
    String expected = data.npz("out.npz", "y", new int[] {1, 2}, 20, 40);
    String[] words = {
      "check", model.toString(), "--data", inputs, "--expected", expected, "--prove", "0", "--json"
    };
    Cli.Result result = Cli.run(words);
    assertThat(result.code()).isEqualTo(ExitCode.GATE_MISSED);
    JsonNode verdict = result.json().get("report").get("verdict");
    assertThat(verdict.get("passed").asBoolean()).isFalse();
    assertThat(verdict.get("gates").asInt()).isZero();
    assertThat(result.json().get("message").asText())
        .contains("relRms of output 'y' is 0.9")
        .contains("or state a gate");
  }
}
