package dev.vouch.cli.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.Cli;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/committed-score}: its commands run, and what they must not accept is refused. */
class CommittedScoreExampleTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "committed-score");

  @TempDir Path folder;

  @Test
  void theCommandsOfThePageRun() throws Exception {
    String page = Files.readString(EXAMPLE.resolve("README.md"));
    List<String> commands =
        page.lines()
            .filter(line -> line.startsWith("./vouch ") || line.startsWith("java "))
            .toList();
    assertThat(commands).hasSize(8);
    List<String> outputs = new ArrayList<>();
    for (String command : commands) {
      outputs.add(command.startsWith("java ") ? java(command, 0) : run(command));
    }
    assertThat(outputs.get(2)).contains("213 of 240 rows correct");
    assertThat(outputs.get(3)).contains("194 of 240 rows correct");
    assertThat(page).contains("Alba is right in 213 of 240 rows, Boreas in 194.");
    assertThat(outputs.get(5))
        .contains("signed: 240 rows, data id ", "alba: 213 of 240", "194 of 240");
    assertThat(outputs.get(5)).contains("row 17 of readings is [" + shown(17));
    assertThat(outputs.get(6)).contains("ArgMax", "Equal");
    requireRefused(commands);
  }

  /** The first reading of a row, as the table rounds it and the format keeps it. */
  private static String shown(int row) throws IOException {
    String cell = Files.readAllLines(EXAMPLE.resolve("machines.csv")).get(row + 1).split(",", 2)[0];
    return Double.toString(Math.rint(Math.scalb(Double.parseDouble(cell), 12)) / (1 << 12));
  }

  private void requireRefused(List<String> commands) throws Exception {
    String check = commands.get(5);
    byte[] total = Files.readAllBytes(folder.resolve("boreas/total.json"));
    Files.write(
        folder.resolve("boreas/total.json"), Files.readAllBytes(folder.resolve("alba/total.json")));
    assertThat(java(check, 1)).contains("the commitment is to other values");
    // a true sum, but of the labels
    run("./vouch reveal machines.openings --tensor label --sum -o boreas/total.json --force");
    assertThat(java(check, 1)).contains("boreas shows the sum of input label");
    Files.write(folder.resolve("boreas/total.json"), total);
    // one label of the workshop's table is another: the makers' proofs are of other data
    Path table = folder.resolve("other.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(EXAMPLE.resolve("machines.csv")));
    String line = lines.get(9);
    lines.set(9, line.substring(0, line.length() - 1) + (line.endsWith("0") ? "1" : "0"));
    Files.write(table, lines);
    Files.copy(folder.resolve("machines.commitment"), folder.resolve("kept"));
    run(
        commands.get(0).replace("examples/committed-score/machines.csv", table.toString())
            + " --force");
    assertThat(java(check, 1)).contains("not those that their owner signed");
    java(commands.get(1), 0);
    assertThat(java(check, 1)).contains("alba was scored on other data");
  }

  /** A command of the page, with its files in the test's folder. */
  private List<String> words(String command) {
    return Arrays.stream(command.split(" ", -1))
        .map(word -> word.replace("examples/committed-score", EXAMPLE.toString()))
        .map(word -> isMade(word) ? folder.resolve(word).toString() : word)
        .toList();
  }

  private static boolean isMade(String word) {
    return word.matches("(machines\\.\\w+|row17\\.json|alba|boreas|(alba|boreas)/[\\w.]+)");
  }

  private String run(String command) {
    List<String> words = words(command);
    Cli.Result result = Cli.run(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(result.code()).as(command + "\n" + result.err()).isEqualTo(ExitCode.OK);
    return result.out();
  }

  private String java(String command, int code) throws Exception {
    List<String> words = new ArrayList<>(words(command));
    int source =
        words.indexOf(words.stream().filter(w -> w.endsWith(".java")).findFirst().orElseThrow());
    Cli.Result output = PlainJava.run(folder, code, words.subList(source, words.size()));
    return output.out() + output.err();
  }
}
