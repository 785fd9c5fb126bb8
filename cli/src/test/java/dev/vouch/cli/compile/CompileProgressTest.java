package dev.vouch.cli.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.Cli;
import dev.vouch.cli.DigitsModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal shows while a model is compiled; the launcher says whether there is one. */
class CompileProgressTest {
  private static final List<String> TERMINAL = List.of("-Dvouch.terminal=true");

  @TempDir Path folder;
  private String onnx = "";
  private String digits = "";

  @BeforeEach
  void files() throws Exception {
    DigitsModel files = DigitsModel.in(folder);
    onnx = files.onnx().toString();
    digits = files.digits().toString();
  }

  @Test
  void compilingShowsItsSteps() throws Exception {
    Cli.Result result = compile(TERMINAL);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .containsSubsequence(
            "calibrating  [", "compiling", "running  [", "committing to the weights");
    assertThat(result.out()).doesNotContain("calibrating");
  }

  @Test
  void checkingShowsThemToo() throws Exception {
    Cli.Result result =
        Cli.process(folder, TERMINAL, "check", onnx, "--data", digits, "--prove", "0");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).containsSubsequence("calibrating  [", "compiling", "running  [");
  }

  @Test
  void withoutATerminalOrWithQuietNothingIsDrawn() throws Exception {
    assertThat(compile(List.of()).err()).doesNotContain("\r", "calibrating  [");
    assertThat(compile(TERMINAL, "--quiet").err()).doesNotContain("\r", "calibrating");
  }

  private Cli.Result compile(List<String> javaOptions, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("compile", onnx, "--calibrate", digits, "--force", "-o"));
    words.add(folder.resolve("x.vouch").toString());
    words.addAll(List.of(more));
    return Cli.process(folder, javaOptions, words.toArray(String[]::new));
  }
}
