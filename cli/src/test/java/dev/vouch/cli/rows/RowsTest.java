package dev.vouch.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.Vouch;
import dev.vouch.cli.failure.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prove --all} and {@code verify} on what it writes. */
class RowsTest {
  private static final int ROWS = 30;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String model;
  private static String key;
  private static String table;

  /** y = (x0 + x1, 2·x1) of eight rows at once. */
  @BeforeAll
  static void compile() throws IOException {
    TensorData w = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1, 0, 1, 2);
    Path onnx = shared.resolve("m.onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 2)
            .initializer("w", w)
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray());
    table =
        new DataFixture(shared)
            .text(
                "rows.csv",
                IntStream.range(0, ROWS)
                    .mapToObj(row -> row / 4.0 + "," + (row % 3 - 1) + "\n")
                    .reduce("a,b\n", String::concat));
    model = shared.resolve("m.vouch").toString();
    key = shared.resolve("m.vk").toString();
    Cli.Result compiled =
        Cli.run("compile", onnx.toString(), "--calibrate", table, "--batch", "8", "-o", model);
    assertThat(compiled.code()).as(compiled.err()).isZero();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli.Result prove(String... options) {
    List<String> words = new ArrayList<>(List.of("prove", model, "--input", table));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  private static Cli.Result verify(String... words) {
    List<String> all = new ArrayList<>(List.of("verify", key));
    all.addAll(List.of(words));
    return Cli.run(all.toArray(String[]::new));
  }

  private static void assertOutputs(Path csv, int first, int count) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(count + 1);
    assertThat(lines.get(0)).isEqualTo("row,y[0],y[1]");
    for (int i = 0; i < count; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      int row = first + i;
      assertThat(cells[0]).isEqualTo(Integer.toString(row));
      double sum = row / 4.0 + (row % 3 - 1);
      assertThat(Double.parseDouble(cells[1])).isCloseTo(sum, within());
      assertThat(Double.parseDouble(cells[2])).isCloseTo(2.0 * (row % 3 - 1), within());
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-3);
  }

  /** Fewer rows to calibrate with than a proof takes, and what a row will cost. */
  @Test
  void aRowsCostIsToldBeforehand() throws IOException {
    String few = new DataFixture(folder).text("few.csv", "a,b\n1,2\n7,-1\n");
    String onnx = shared.resolve("m.onnx").toString();
    Cli.Result compiled =
        Cli.run(
            "compile",
            onnx,
            "--calibrate",
            few,
            "--batch",
            "64",
            "--for",
            "throughput",
            "-o",
            out("m64.vouch"),
            "--json");
    assertThat(compiled.code()).as(compiled.err()).isZero();
    JsonNode json = compiled.json();
    assertThat(json.at("/perRow/batch").asInt()).isEqualTo(64);
    double plain = json.at("/proofSizes/plain").asDouble();
    assertThat(json.at("/perRow/plain").asDouble()).isEqualTo(plain / 64);
    assertThat(json.at("/perRow/estimatedMillis").asDouble()).isPositive();
    Cli.Result inspected = Cli.run("inspect", out("m64.vk"));
    assertThat(inspected.out())
        .contains("per row")
        .contains("of 64 in a proof")
        .contains("estimate");
    assertThat(Cli.run("inspect", key).out()).contains("of 8 in a proof");
  }

  @Test
  void allRowsInOneFile() throws IOException {
    Cli.Result proved = prove("--all", "-o", out("x.proofs"), "--context", "run", "--json");
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(proved.json().at("/rows/end").asInt()).isEqualTo(ROWS);
    assertThat(proved.json().at("/rows/complete").asBoolean()).isTrue();
    assertThat(proved.json().at("/made/proofs").asInt()).isEqualTo(4);
    JsonNode verified =
        verify(
                out("x.proofs"),
                "--context",
                "run",
                "--complete",
                "--outputs",
                out("y.csv"),
                "--json")
            .json();
    assertThat(verified.get("accepted").asBoolean()).isTrue();
    assertThat(verified.at("/rows/first").asInt()).isZero();
    assertThat(verified.at("/rows/end").asInt()).isEqualTo(ROWS);
    assertThat(verified.get("checked").toString()).contains("from the first row to the last");
    assertOutputs(folder.resolve("y.csv"), 0, ROWS);
    assertThat(verify(out("x.proofs")).code()).as("another context").isEqualTo(ExitCode.REJECTED);
    assertThat(verify(out("x.proofs"), "--context", "run").out())
        .contains("rows 0 to 29, all of the data");
  }

  @Test
  void someRowsInAFolderAndCompact() throws IOException {
    Path place = folder.resolve("proofs");
    Cli.Result proved = prove("--samples", "5-20", "--compact", "-o", place + "/");
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(proved.out()).contains("5 to 20; more follow");
    Cli.Result verified = verify(place.toString(), "--outputs", out("y.csv"));
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("rows 5 to 20; whether more follow is not proven");
    assertOutputs(folder.resolve("y.csv"), 5, 16);
    Cli.Result incomplete = verify(place.toString(), "--complete", "--outputs", out("z.csv"));
    assertThat(incomplete.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(incomplete.err()).contains("ROWS_INCOMPLETE").contains("not those before");
    assertThat(folder.resolve("z.csv")).doesNotExist();
    Files.delete(place.resolve("rows-000000000013.proofs"));
    Cli.Result gap = prove("--samples", "5-20", "-o", place + "/", "--resume");
    assertThat(gap.code()).as(gap.err()).isZero();
    assertThat(verify(place.toString()).code()).isZero();
  }

  @Test
  void faultsAreNamedRowByRowAndTheWorstDecides() throws IOException {
    Path place = folder.resolve("proofs");
    assertThat(prove("--all", "-o", place + "/").code()).isZero();
    Path second = place.resolve("rows-000000000008.proofs");
    Path third = place.resolve("rows-000000000016.proofs");
    byte[] bytes = Files.readAllBytes(second);
    Files.delete(second);
    Cli.Result missing = verify(place.toString(), "--json");
    assertThat(missing.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(missing.json().get("reason").asText()).isEqualTo("ROWS_MISSING");
    assertThat(missing.json().at("/faults/0/first").asInt()).isEqualTo(8);
    assertThat(missing.json().at("/faults/0/end").asInt()).isEqualTo(16);
    Files.write(second, bytes);
    Files.write(place.resolve("again.proofs"), bytes);
    assertThat(verify(place.toString()).err()).contains("rows 8 to 15: ROWS_TWICE");
    Files.delete(place.resolve("again.proofs"));
    byte[] damaged = Files.readAllBytes(third);
    damaged[damaged.length - 20] ^= 1;
    Files.write(third, damaged);
    Cli.Result malformed = verify(place.toString(), "--json");
    assertThat(malformed.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(malformed.err()).contains("a record is damaged").contains(third.toString());
  }

  /** Whenever the process is killed, no row is lost and none is there twice. */
  @Test
  void aKilledRunGoesOn() throws Exception {
    String file = out("killed.proofs");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Vouch.class.getName()));
    command.addAll(List.of("prove", model, "--input", table, "--all", "-o", file));
    Process process = new ProcessBuilder(command).inheritIO().start();
    long enough = 100; // more than a header: the first record is there, or being written
    while (process.isAlive() && new File(file).length() <= enough) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    Cli.Result resumed = prove("--all", "-o", file, "--resume", "--json");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    Cli.Result verified = verify(file, "--complete", "--outputs", out("y.csv"));
    assertThat(verified.code()).as(verified.err()).isZero();
    assertOutputs(folder.resolve("y.csv"), 0, ROWS);
    Cli.Result again = prove("--all", "-o", file, "--resume");
    assertThat(again.out()).contains("nothing: all were there");
  }

  @Test
  void aFileThatIsCutOffSaysSo() throws IOException {
    Path file = folder.resolve("x.proofs");
    assertThat(prove("--all", "-o", file.toString()).code()).isZero();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    Cli.Result verified = verify(file.toString());
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).contains("rows 0 to 23; whether").contains("is cut off");
  }

  @Test
  void whatIsMeantIsAskedFor() throws IOException {
    String file = out("x.proofs");
    assertThat(prove("--samples", "3-99", "-o", file).err()).contains("no row 99; --samples");
    assertThat(prove("--samples", "9-3", "-o", file, "--force").err()).contains("no range of rows");
    assertThat(prove("--samples", "0-3", "--all").code()).isEqualTo(ExitCode.USAGE);
    assertThat(prove("--resume", "-o", out("a.proof")).err()).contains("add --all");
    assertThat(prove("--all", "--sample", "2", "-o", out("b.proofs")).err()).contains("--sample");
    assertThat(prove("--all", "-o", "-").err()).contains("name a file or a folder");
    assertThat(prove("--all", "-o", file).err()).contains("go on with --resume");
    assertThat(prove("--all", "-o", file, "--force").code()).isZero();
    assertThat(prove("--all", "-o", file, "--resume", "--context", "z").err())
        .contains("not accepted for this context");
    assertThat(verify(out("none.proofs")).code()).isEqualTo(ExitCode.USAGE);
    assertThat(verify(out("none.proofs"), "--complete").err()).contains("no such file");
    assertThat(prove("-o", out("one.proof")).code()).isZero();
    assertThat(verify(out("one.proof"), "--complete").err()).contains("one proof has no rows");
    assertThat(verify(folder.resolve(".").toString(), "--complete").code()).isZero();
    assertThat(prove("--all", "-o", table, "--force").err()).contains("would replace what is read");
    String text = new DataFixture(folder).text("text", "mine");
    assertThat(prove("--all", "-o", text, "--resume").code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(Files.readString(Path.of(text))).isEqualTo("mine");
    assertThat(verify(file, "--outputs", text).err()).contains("file exists already");
    String context = new DataFixture(folder).text("context", "c".repeat(1 << 16));
    String tooLong = "the context has 65536 bytes; --context";
    assertThat(prove("--all", "-o", out("c.proofs"), "--context-file", context).err())
        .contains(tooLong)
        .contains("at most 65507 are allowed with rows");
    assertThat(verify(file, "--context-file", context).err()).contains(tooLong);
    JsonNode seen = Cli.run("inspect", file, "--json").json();
    assertThat(seen.at("/rows/end").asInt()).isEqualTo(ROWS);
    assertThat(seen.at("/rows/batch").asInt()).isEqualTo(8);
  }
}
