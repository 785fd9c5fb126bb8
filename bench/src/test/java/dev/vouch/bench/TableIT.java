package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar: JMH's list of benchmarks, and the table of one network. */
class TableIT {
  private static final Path ROOT = Path.of(System.getProperty("vouch.root"));
  private static final String JAR = ROOT.resolve("bench/target/benchmarks.jar").toString();

  @TempDir Path folder;

  private String java(int expectedCode, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as(printed).isEqualTo(expectedCode);
    return printed;
  }

  @Test
  void theJarListsItsBenchmarks() throws Exception {
    assertThat(java(0, "-jar", JAR, "-l")).contains("ProveBenchmark.prove", "VerifyBenchmark");
  }

  @Test
  void theTableHasALineForEachModel() throws Exception {
    String printed =
        java(
            1,
            "-cp",
            JAR,
            "dev.vouch.bench.Table",
            "mlp",
            "no-such-model",
            "--no-floor",
            "--root",
            ROOT.toString(),
            "--out",
            folder.toString());
    assertThat(printed).contains("| mlp | 4,978 |", "- no-such-model is refused");
    assertThat(folder.resolve("models.md")).exists();
    JsonNode figures = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    JsonNode mlp = figures.get("models").get(0);
    assertThat(mlp.get("prove").get("count").asInt()).isGreaterThanOrEqualTo(7);
    assertThat(mlp.get("peakRssBytes").asLong()).isGreaterThan(10 << 20);
    assertThat(mlp.get("proofBytes").asInt()).isGreaterThan(1000);
    assertThat(mlp.get("cost").get("counts").get("lookupCells").asLong()).isPositive();
  }
}
