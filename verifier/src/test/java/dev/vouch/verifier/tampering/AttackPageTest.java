package dev.vouch.verifier.tampering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/attacks.md is what the kept results say, and they say enough. */
class AttackPageTest {
  private static final int MOST = 1_000_000;
  private static final int OF_EACH_KIND = 1000;
  private static final Path ROOT = Path.of("..");

  @Test
  void thePageIsWrittenFromWhatIsKept() throws Exception {
    assertThat(AttackPage.PAGE).hasContent(AttackPage.text());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws Exception {
    Map<String, Path> sources = sources();
    List<String> missing = new ArrayList<>();
    for (JsonNode rows : AttackPage.kept("tests.json")) {
      for (JsonNode row : rows) {
        for (JsonNode test : row.get("tests")) {
          String[] parts = test.textValue().split("#", -1);
          Path source = sources.get(parts[0]);
          String method = parts.length > 1 ? "void " + parts[1] + "(" : "@";
          if (source == null || !Files.readString(source).contains(method)) {
            missing.add(test.textValue());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Map<String, Path> sources() throws IOException {
    Map<String, Path> sources = new HashMap<>();
    for (String module : List.of("verifier", "circuits", "jni-bridge", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), file));
      }
    }
    return sources;
  }

  @Test
  void noFalseWitnessIsAccepted() throws Exception {
    for (JsonNode row : AttackPage.kept("witnesses.json").get("rows")) {
      assertThat(row.has(Attempt.ACCEPTED)).isFalse();
    }
  }

  /** No model has a second witness, and the search would find most. */
  @Test
  void theKeptSearchFindsOnlyWhatItsControlsHide() throws Exception {
    long controls = 0;
    long found = 0;
    for (JsonNode row : AttackPage.kept("repair.json").get("rows")) {
      assertThat(row.get("solutions").longValue()).as(row.get("circuits").textValue()).isZero();
      controls += row.get("controls").longValue();
      found += row.get("found").longValue();
    }
    assertThat(found).isGreaterThan(controls * 3 / 4);
  }

  /** A million attempts, a thousand canonical ones of each kind, and nothing accepted. */
  @Test
  void theKeptCampaignsAreLongEnough() throws Exception {
    List<Job> jobs = new Campaign(0).jobs();
    Map<Job, Long> changes = new LinkedHashMap<>();
    for (JsonNode kept : AttackPage.campaigns()) {
      Results results = Results.of(kept);
      assertThat(results.failures()).isEmpty();
      for (Job job : jobs) {
        changes.merge(job, results.changes(job), Long::sum);
        assertThat(results.count(job, Attempt.ACCEPTED)).isZero();
      }
    }
    changes.forEach(
        (job, sum) -> assertThat(sum).as(job.name()).isGreaterThanOrEqualTo(OF_EACH_KIND));
    assertThat(changes.values().stream().mapToLong(sum -> sum).sum()).isGreaterThanOrEqualTo(MOST);
  }
}
