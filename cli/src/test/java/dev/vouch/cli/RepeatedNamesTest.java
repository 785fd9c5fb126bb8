package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two values for one name are refused by name, and none of them is taken. */
class RepeatedNamesTest {
  private static final String ID = "ab".repeat(32);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "commit rows.csv --reals x=1 --reals x=2|'x' is given twice; --reals x=2",
        "commit rows.csv --reals x=1 --reals y=1 --reals x=1|'x' is given twice; --reals x=1",
        "commit rows.csv --classes l=2 --classes l=3|'l' is given twice; --classes l=3",
        "compile m.onnx --dim N=1 --dim N=2|'N' is given twice; --dim N=2",
        "compile m.onnx --shape x=1,2 --shape x=1,3|'x' is given twice; --shape x=1,3",
        "check m.onnx --fix a=1 --fix a=true|'a' is given twice; --fix a=true",
        "score m.onnx --metric mse --dim N=1 --dim N=2|'N' is given twice; --dim N=2"
      })
  void areRefused(String line, String message) throws IOException {
    Cli.Result result = Cli.run(line.split(" "));
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
    Cli.Result json = Cli.run((line + " --json").split(" "));
    assertThat(json.json().get("reason").asText()).isEqualTo("USAGE");
    assertThat(json.json().get("message").asText()).contains(message);
  }

  @Test
  void idsOfOneInputAreRefusedToo() {
    Cli.Result result =
        Cli.run("verify", "k", "p", "--input-id", "x=" + ID, "--input-id", "x=" + ID);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("'x' is given twice; --input-id");
  }

  /** Names that differ, and the same name under options of another meaning, are no matter. */
  @Test
  void othersAreTaken() {
    assertThat(Cli.run("compile", "nowhere.onnx", "--dim", "N=1", "--dim", "M=1").err())
        .contains("nowhere.onnx")
        .doesNotContain("twice");
    assertThat(Cli.run("compile", "--dim", "N=1", "--dim", "N=1", "--help").code()).isZero();
  }
}
