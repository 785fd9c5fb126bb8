package dev.vouch.cli.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.Cli;
import dev.vouch.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/chain}: its commands run, and a part of another run does not fit. */
class ChainExampleTest {
  private static final Path PROJECT = Path.of("..");

  @TempDir Path folder;

  @Test
  void theCommandsOfThePageRun() throws Exception {
    String page = Files.readString(PROJECT.resolve("examples/chain/README.md"));
    List<String> commands = page.lines().filter(line -> line.startsWith("./vouch ")).toList();
    assertThat(commands).hasSize(7);
    JsonNode last = null;
    for (String command : commands) {
      last = run(command, ExitCode.OK).json();
    }
    JsonNode computed =
        run("./vouch run digits.vouch --input examples/models/conv_fc/inputs.npz", ExitCode.OK)
            .json();
    assertThat(last).isNotNull();
    assertThat(last.at("/outputs/output/integers"))
        .isNotEmpty()
        .isEqualTo(computed.at("/outputs/output/integers"));

    run(commands.get(1) + " --force", ExitCode.OK); // another run: the same values, other blinders
    run(commands.get(3) + " --force", ExitCode.OK);
    run(commands.get(5) + " --force", ExitCode.OK);
    Cli.Result mixed = run(commands.get(6), ExitCode.REJECTED);
    assertThat(mixed.out() + mixed.err()).contains("LINK");
  }

  /** A command with the project's files as they lie here, and its own in the test's folder. */
  private Cli.Result run(String command, int code) throws Exception {
    String[] words =
        Arrays.stream((command + " --json").split(" ", -1))
            .skip(1)
            .map(word -> word.startsWith("examples/") ? PROJECT.resolve(word).toString() : word)
            .map(word -> word.startsWith("digits.") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    Cli.Result result = Cli.run(words);
    assertThat(result.code()).as(command + "\n" + result.out() + result.err()).isEqualTo(code);
    return result;
  }
}
