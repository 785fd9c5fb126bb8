package dev.vouch.cli.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsFile;
import dev.vouch.verifier.commitment.RowPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vouch commit}: what it writes, and what it refuses. */
class CommitTest {
  private static final int ROWS = 30;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String key;
  private static String table;

  /** y = x·w + z of eight rows at once; x is hidden, and so is z. */
  @BeforeAll
  static void compile() throws IOException {
    TensorData w = TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 2}, 1, 0, 1, 2, 1, 1);
    Path onnx = shared.resolve("m.onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .input("b", DataType.FLOAT, "N", 2)
            .initializer("w", w)
            .node("MatMul", "x w", "xw")
            .node("Add", "xw b", "y")
            .output("y")
            .build()
            .toByteArray());
    table =
        new DataFixture(shared)
            .text(
                "rows.csv",
                IntStream.range(0, ROWS)
                    .mapToObj(row -> row / 8.0 + ",1,-1," + (row % 3 - 1) + ",0.5\n")
                    .reduce("x[0],x[1],x[2],b[0],b[1]\n", String::concat));
    String model = shared.resolve("m.vouch").toString();
    key = shared.resolve("m.vk").toString();
    Cli.Result compiled =
        Cli.run("compile", onnx.toString(), "--calibrate", table, "--batch", "8", "-o", model);
    assertThat(compiled.code()).as(compiled.err()).isZero();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void rowsOfATableAreCommittedTo() throws Exception {
    Cli.Result result = Cli.run("commit", table, "--key", key, "-o", out("d.commitment"), "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = result.json();
    assertThat(json.get("rows").asInt()).isEqualTo(ROWS);
    assertThat(json.at("/inputs/x/rowLengths/0").asInt()).isEqualTo(3);
    assertThat(json.get("warnings")).isEmpty();
    assertThat(json.get("openings").asText()).isEqualTo(out("d.openings"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("d.openings"))))
        .isEqualTo("rw-------");
    try (DataCommitmentFile points = DataCommitmentFile.open(folder.resolve("d.commitment"));
        OpeningsFile openings = OpeningsFile.open(folder.resolve("d.openings"))) {
      assertThat(points.commitment().dataId().hex()).isEqualTo(json.get("dataId").asText());
      assertThat(points.commitment().byName().get("x").hex())
          .isEqualTo(json.at("/inputs/x/inputId").asText());
      assertThat(openings.slots()).isEqualTo(points.commitment().slots());
      assertThat(openings.count()).isEqualTo(ROWS);
      int x = points.commitment().slot("x");
      for (int row = 0; row < ROWS; row++) {
        OpenedRow opened = openings.at(row);
        assertThat(opened.row()).isEqualTo(row);
        for (int slot = 0; slot < 2; slot++) {
          OpenedRow.Part part = opened.parts().get(slot);
          assertThat(
                  RowPoints.of(openings.slots().get(slot).format(), part.values(), part.blinders()))
              .isEqualTo(points.points(row).get(slot));
        }
        double first =
            Math.scalb(
                (double) opened.parts().get(x).values()[0],
                -openings.slots().get(x).format().scales().exponent(0));
        assertThat(first).isCloseTo(row / 8.0, org.assertj.core.data.Offset.offset(1e-3));
      }
    }
  }

  @Test
  void textAndInspectTellIdsAndNoValues() throws IOException {
    Cli.Result result = Cli.run("commit", table, "--key", key, "-o", out("d.commitment"));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("commitment " + out("d.commitment") + ": public")
        .contains("openings  " + out("d.openings") + ": secret")
        .contains("rows      30, from 0")
        .containsPattern("data id   [0-9a-f]{64}");
    String id = result.out().replaceAll("(?s).*data id   ([0-9a-f]{64}).*", "$1");
    Cli.Result public_ = Cli.run("inspect", out("d.commitment"), "--json");
    assertThat(public_.json().get("dataId").asText()).isEqualTo(id);
    assertThat(public_.json().get("kind").asText()).isEqualTo("commitment");
    Cli.Result secret = Cli.run("inspect", out("d.openings"));
    assertThat(secret.out())
        .contains("rows      30, the first 0, the last 29")
        .contains("input     x [3] of ");
    assertThat(Cli.run("inspect", out("d.openings"), "--json").json().at("/rows/count").asInt())
        .isEqualTo(ROWS);
  }

  /** The blinders are fresh, the id another. */
  @Test
  void twoCommitmentsToTheSameDataDiffer() throws IOException {
    String first = id("a.commitment");
    assertThat(id("b.commitment")).isNotEqualTo(first);
  }

  private String id(String name) throws IOException {
    Cli.Result result = Cli.run("commit", table, "--key", key, "-o", out(name), "--json");
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().get("dataId").asText();
  }

  @Test
  void someInputsAloneAreCommittedTo() throws IOException {
    String x = new DataFixture(folder).text("x.csv", "x[0],x[1],x[2]\n1,0,1\n0,1,-1\n");
    Cli.Result result =
        Cli.run("commit", x, "--key", key, "--inputs", "x", "-o", out("x.commitment"), "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.json().get("rows").asInt()).isEqualTo(2);
    assertThat(result.json().get("inputs").fieldNames()).toIterable().containsExactly("x");
    Cli.Result unknown =
        Cli.run("commit", x, "--key", key, "--inputs", "q", "-o", out("q.commitment"));
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("the model has no input 'q'; --inputs; it has [x, b]");
  }

  @Test
  void clampedValuesAreCountedAndStrictRefusesThem() throws IOException {
    String wild =
        new DataFixture(folder)
            .text("w.csv", "x[0],x[1],x[2],b[0],b[1]\n1000,0,1,0,0\n0,1,1,0,0\n99999,0,0,0,0\n");
    Cli.Result result = Cli.run("commit", wild, "--key", key, "-o", out("w.commitment"), "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode warning = result.json().at("/warnings/0");
    assertThat(warning.get("count").asInt()).isEqualTo(2);
    assertThat(warning.get("size").asInt()).isIn(3, 9);
    assertThat(result.out() + result.err()).doesNotContain("99999");
    Cli.Result strict =
        Cli.run("commit", wild, "--key", key, "-o", out("s.commitment"), "--strict", "--json");
    assertThat(strict.code()).isEqualTo(ExitCode.GATE_MISSED);
    assertThat(folder.resolve("s.commitment")).doesNotExist();
    assertThat(folder.resolve("s.openings")).doesNotExist();
  }

  @Test
  void nothingIsReplacedAndNothingLeftOfAFailure() throws IOException {
    assertThat(id("d.commitment")).isNotEmpty();
    byte[] before = Files.readAllBytes(folder.resolve("d.openings"));
    Cli.Result again = Cli.run("commit", table, "--key", key, "-o", out("d.commitment"));
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    String broken =
        new DataFixture(folder).text("b.csv", "x[0],x[1],x[2],b[0],b[1]\n1,1,1,1,1\n1,1,1,one,1\n");
    Cli.Result malformed =
        Cli.run("commit", broken, "--key", key, "-o", out("d.commitment"), "--force");
    assertThat(malformed.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(Files.readAllBytes(folder.resolve("d.openings"))).isEqualTo(before);
    Cli.Result stdout = Cli.run("commit", table, "--key", key, "-o", "-");
    assertThat(stdout.code()).isEqualTo(ExitCode.USAGE);
    Cli.Result noKey = Cli.run("commit", table, "--key", table, "-o", out("k.commitment"));
    assertThat(noKey.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(noKey.err()).contains("is text, not a verifying key");
  }
}
