package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong invocations: exit code 2, one line on standard error, one object with --json. */
class UsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "compile",
        "compile a.onnx --weights-visibility secret",
        "compile a.onnx --dim n",
        "compile nowhere.onnx",
        "split nowhere.onnx",
        "split nowhere.onnx --parts 2",
        "join nowhere.vk",
        "verify nowhere.json",
        "run nowhere.vouch",
        "run nowhere.vouch --input x.npz",
        "prove nowhere.vouch --input x.npz --threads 0",
        "prove nowhere.vouch --input x.npz -o - --json",
        "verify nowhere.vk nowhere.proof",
        "verify nowhere.vk nowhere.proof --model-id xyz",
        "doctor --threads 0",
        "inspect",
        "inspect nowhere.vk",
        "audit nowhere.vk",
        "audit nowhere.vk --architecture nowhere.onnx",
        "audit nowhere.vk --architecture nowhere.onnx --params nowhere.json",
        "check nowhere.onnx",
        "check nowhere.onnx --data x.npz --samples 0",
        "check nowhere.onnx --data x.npz --min-top1 2",
        "demo --digit 10"
      })
  void isRefused(String line) throws IOException {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    Cli.Result result = Cli.run(args);
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("error: ").hasLineCount(1);

    String[] withJson = java.util.Arrays.copyOf(args, args.length + 1);
    withJson[args.length] = "--json";
    Cli.Result json = Cli.run(withJson);
    assertThat(json.code()).isEqualTo(ExitCode.USAGE);
    assertThat(json.json().get("ok").asBoolean()).isFalse();
    assertThat(json.json().get("schema").asInt()).isEqualTo(1);
    assertThat(json.json().get("code").asInt()).isEqualTo(ExitCode.USAGE);
    assertThat(json.json().get("reason").asText()).isNotEmpty();
    assertThat(json.out()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "verify", "compile"})
  void anEmptyFileNameIsNamedAsSuch(String command) {
    String[] args =
        command.equals("verify") ? new String[] {command, "", ""} : new String[] {command, ""};
    Cli.Result result = Cli.run(args);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("the file name is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compile",
        "split",
        "part",
        "run",
        "commit",
        "prove",
        "join",
        "verify",
        "reveal",
        "check",
        "inspect",
        "audit",
        "operators",
        "doctor",
        "demo"
      })
  void helpIsThere(String command) {
    Cli.Result result = Cli.run(command, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: vouch " + command, "--json");
  }

  @Test
  void helpListsEveryCommand() {
    Cli.Result result = Cli.run("--help");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(
            "compile",
            "split",
            "part",
            "run",
            "commit",
            "prove",
            "join",
            "verify",
            "reveal",
            "check",
            "inspect",
            "audit",
            "operators",
            "doctor",
            "demo",
            "generate-completion");
    assertThat(Cli.run("help", "prove").out()).contains("Usage: vouch prove");
  }

  @Test
  void misspeltWordsAreSetRight() {
    assertThat(Cli.run("verifi", "x.vk").err()).contains("did you mean verify?");
    assertThat(Cli.run("run", "x.vouch", "--inptu=x").err()).contains("did you mean --input?");
    assertThat(Cli.run("frobnicate").err()).doesNotContain("did you mean");
  }

  /** A file and a visibility are not taken for one another. */
  @Test
  void namesOfFilesAndOfVisibilityAreToldApart() {
    assertThat(Cli.run("check", "x.onnx", "--input", "x.npz").err())
        .contains("give the data with --data", "--input-visibility");
    assertThat(Cli.run("compile", "x.onnx", "--input", "private").err())
        .contains("give the data with --calibrate", "--input-visibility");
    assertThat(Cli.run("prove", "x.vouch", "--input", "x", "--output", "y").err()).contains("-o");
  }

  /** What Java throws where the locale cannot express a name. */
  @Test
  void aNameThatIsNoPathIsNoDefect() {
    Failure failure = Failure.of(new InvalidPathException("\ufffd.npy", "unmappable characters"));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.message()).contains("\ufffd.npy", "LC_ALL=C.UTF-8");
  }

  @Test
  void debugShowsTheStack() {
    assertThat(Cli.run("run", "nowhere.vouch", "--input", "x.npz", "--debug").err())
        .contains("\tat dev.vouch.cli");
  }

  @Test
  void anOutputInAMissingFolderIsRefusedBeforeAnyWork(@TempDir Path folder) throws IOException {
    DigitsModel files = DigitsModel.in(folder);
    Cli.Result result =
        Cli.run("compile", files.onnx().toString(), "-o", folder.resolve("no/x.vouch").toString());
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("no such file");
  }
}
