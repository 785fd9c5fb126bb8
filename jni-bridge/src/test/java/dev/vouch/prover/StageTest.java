package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void agreesWithTheSpecification() throws Exception {
    String text = Files.readString(Path.of("../docs/spec/native-abi.md"));
    String list = text.substring(text.indexOf("Stages:"), text.indexOf("finish.") + 6);
    int[] count = {0};
    Pattern.compile("(\\d)\\s+(\\w+)")
        .matcher(list)
        .results()
        .forEach(
            m -> {
              assertThat(Stage.of(Integer.parseInt(m.group(1))).label()).isEqualTo(m.group(2));
              count[0]++;
            });
    assertThat(count[0]).isEqualTo(Stage.values().length - 1); // WITNESS is Java's own
  }
}
