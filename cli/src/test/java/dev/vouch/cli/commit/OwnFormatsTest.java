package dev.vouch.cli.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vouch commit} without a key: the owner says what rows are like. */
class OwnFormatsTest {
  @TempDir private Path folder;

  private String table;

  @BeforeEach
  void write() throws IOException {
    table = new DataFixture(folder).text("rows.csv", "x,label\n0.5,0\n-1,2\n0.25,1\n");
  }

  private Cli.Result commit(String data, String name, String... more) {
    List<String> words = new ArrayList<>(List.of("commit", data));
    words.addAll(List.of("-o", folder.resolve(name + ".commitment").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private void requireUsage(Cli.Result result, String name, String message) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
    assertThat(folder.resolve(name + ".commitment")).doesNotExist();
    assertThat(folder.resolve(name + ".openings")).doesNotExist();
  }

  @Test
  void anInputHasOneFormatWhereverItComesFrom() {
    String[] formats = {"--reals", "x=1", "--classes", "label=3"};
    Cli.Result first = commit(table, "first", formats);
    assertThat(first.code()).as(first.err()).isZero();
    requireUsage(
        commit(table, "r", "--reals", "x=1", "--classes", "x=3"),
        "r",
        "'x' has a format already; --input-format, --reals, --classes");
    String file = folder.resolve("first.commitment").toString();
    requireUsage(
        commit(table, "r", "--input-format", file, "--classes", "label=5"),
        "r",
        "'label' has a format already");
    requireUsage(
        commit(table, "r", "--input-format", file, "--reals", "x=5"),
        "r",
        "'x' has a format already");
  }

  /** A file has the one, and the owner says the other. */
  @Test
  void formatsOfAFileAndOthersGoTogether() throws IOException {
    Cli.Result x = commit(table, "x", "--reals", "x=1", "--csv-ignore", "label");
    assertThat(x.code()).as(x.err()).isZero();
    String file = folder.resolve("x.commitment").toString();
    Cli.Result both =
        commit(table, "both", "--input-format", file, "--classes", "label=3", "--json");
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.json().get("inputs")).hasSize(2);
    assertThat(both.json().at("/inputs/x/most").asInt()).isEqualTo(32767);
  }
}
