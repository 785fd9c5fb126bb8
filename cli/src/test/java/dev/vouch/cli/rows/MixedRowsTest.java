package dev.vouch.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two networks of four rows at once: in one each row minus the rows' mean, in the other each row
 * alone. Every command that says something of rows says which it is.
 */
class MixedRowsTest {
  private static final String APART = "no row's outputs depend on another row";
  private static final String MIXED = "mixed: outputs of a row may depend on other rows";

  @TempDir private static Path shared;

  private static String table;

  @BeforeAll
  static void compile() throws IOException {
    table =
        new DataFixture(shared)
            .text(
                "rows.csv",
                IntStream.range(0, 6)
                    .mapToObj(row -> row / 4.0 + "," + (row % 3 - 1) + "\n")
                    .reduce("x[0],x[1]\n", String::concat));
    write(
        "mixed",
        ModelBuilder.model()
            .input("x", DataType.FLOAT, 4, 2)
            .initializer("axis", TensorData.ofLongs(DataType.INT64, new int[] {1}, 0))
            .node("ReduceMean", "x axis", "mean")
            .node("Sub", "x mean", "y")
            .output("y"));
    write(
        "apart",
        ModelBuilder.model()
            .input("x", DataType.FLOAT, 4, 2)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, 1, -1))
            .node("MatMul", "x w", "y")
            .output("y"));
  }

  private static void write(String name, ModelBuilder model) throws IOException {
    Path onnx = shared.resolve(name + ".onnx");
    Files.write(onnx, model.build().toByteArray());
    Cli.Result compiled =
        Cli.run(
            "compile",
            onnx.toString(),
            "--calibrate",
            table,
            "-o",
            file(name + ".vouch"),
            "--publish-architecture",
            "--json");
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertThat(compiled.json().at("/rowIndependence/answer").asText())
        .isEqualTo(name.equals("mixed") ? "mixed" : "independent");
  }

  private static String file(String name) {
    return shared.resolve(name).toString();
  }

  @Test
  void theKeyTellsWhereRowsMeet() throws IOException {
    Cli.Result inspected = Cli.run("inspect", file("mixed.vk"));
    assertThat(inspected.out()).contains("rows      4 at once, " + MIXED).contains("mean");
    assertThat(Cli.run("inspect", file("apart.vk")).out())
        .contains("rows      4 at once, independent: " + APART);
    Cli.Result json = Cli.run("inspect", file("mixed.vk"), "--json");
    assertThat(json.json().at("/rowIndependence/tensor").asText()).contains("mean");
    assertThat(json.json().at("/rowIndependence/row").asInt()).isZero();
    assertThat(json.json().at("/rowIndependence/other").asInt()).isEqualTo(1);
  }

  @Test
  void anAuditSaysItToo() {
    for (String name : new String[] {"mixed", "apart"}) {
      Cli.Result audit =
          Cli.run("audit", file(name + ".vk"), "--architecture", file(name + ".architecture.onnx"));
      assertThat(audit.code()).as(audit.err()).isZero();
      assertThat(audit.out()).contains(name.equals("mixed") ? MIXED : APART);
    }
  }

  @Test
  void whoProvesIsWarnedAndWhoVerifiesIsTold() throws IOException {
    for (String name : new String[] {"mixed", "apart"}) {
      boolean mixed = name.equals("mixed");
      Cli.Result proved =
          Cli.run(
              "prove",
              file(name + ".vouch"),
              "--input",
              table,
              "--all",
              "-o",
              file(name + ".proofs"));
      assertThat(proved.code()).as(proved.err()).isZero();
      assertThat(proved.err().contains("warning: the rows of a proof are " + MIXED))
          .isEqualTo(mixed);
      Cli.Result verified = Cli.run("verify", file(name + ".vk"), file(name + ".proofs"), "--json");
      assertThat(verified.code()).as(verified.err()).isZero();
      String told = verified.json().get(mixed ? "notChecked" : "checked").toString();
      assertThat(told).contains(mixed ? "that a row's outputs depend on no other row" : APART);
      assertThat(verified.json().at("/rowIndependence/answer").asText())
          .isEqualTo(mixed ? "mixed" : "independent");
      assertThat(verified.json().at("/rowIndependence/alike").asBoolean()).isEqualTo(!mixed);
      assertThat(verified.json().get("checked").toString().contains("its place in a proof"))
          .isEqualTo(!mixed);
      Cli.Result committed =
          Cli.run("commit", table, "--key", file(name + ".vk"), "-o", file(name + ".commitment"));
      assertThat(committed.code()).as(committed.err()).isZero();
      assertThat(committed.err().contains(MIXED)).isEqualTo(mixed);
    }
  }
}
