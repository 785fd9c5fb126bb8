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
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prove --committed} and {@code prove --openings}, of one proof and of many. */
class CommittedTest {
  private static final int ROWS = 30;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String table;

  /** Two models of one table, one of which takes a row a proof: equal formats of rows. */
  @BeforeAll
  static void compile() throws Exception {
    table =
        new DataFixture(shared)
            .text(
                "rows.csv",
                IntStream.range(0, ROWS)
                    .mapToObj(row -> row / 4.0 + "," + (row % 3 - 1) + "\n")
                    .reduce("a,b\n", String::concat));
    compile("eight", 2, "--batch", "8", "--output-visibility", "private");
    compile("one", 3, "--batch", "1");
    compile("wide", 3, "--bits", "8", "--batch", "1");
    compile("open", 3, "--batch", "1", "--input-visibility", "public");
    Cli.Result proved =
        prove("eight", "--input", table, "--all", "--openings", shared("data"), "-o", shared("p"));
    assertThat(proved.code()).as(proved.err()).isZero();
  }

  private static void compile(String name, double factor, String... options) throws IOException {
    TensorData w = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1, 0, 1, factor);
    Path onnx = shared.resolve(name + ".onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 2)
            .initializer("w", w)
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray());
    List<String> words = new ArrayList<>(List.of("compile", onnx.toString()));
    words.addAll(List.of("--calibrate", table, "-o", shared(name + ".vouch")));
    words.addAll(List.of(options));
    Cli.Result compiled = Cli.run(words.toArray(String[]::new));
    assertThat(compiled.code()).as(compiled.err()).isZero();
  }

  private static String shared(String name) {
    return shared.resolve(name).toString();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli.Result prove(String model, String... options) {
    List<String> words = new ArrayList<>(List.of("prove", shared(model + ".vouch")));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  private static Cli.Result verify(String model, String... words) {
    List<String> all = new ArrayList<>(List.of("verify", shared(model + ".vk")));
    all.addAll(List.of(words));
    return Cli.run(all.toArray(String[]::new));
  }

  /** A line a row: its number, values and blinders of the input. */
  private static List<String> inputs(Path file) throws Exception {
    List<String> rows = new ArrayList<>();
    try (OpeningsReader in = OpeningsReader.of(Files.newInputStream(file))) {
      assertThat(in.slots().get(0).role()).isEqualTo(Slot.Role.INPUT);
      for (OpenedRow row = in.next(); row != null; row = in.next()) {
        OpenedRow.Part x = row.parts().get(0);
        rows.add(row.row() + Arrays.toString(x.values()) + HexFormat.of().formatHex(x.blinders()));
      }
    }
    return rows;
  }

  @Test
  void twoModelsProveOneCommitment() throws Exception {
    List<String> data = inputs(shared.resolve("data"));
    assertThat(data).hasSize(ROWS).doesNotHaveDuplicates();
    for (String model : List.of("eight", "one")) {
      Cli.Result proved =
          prove(
              model,
              "--committed",
              shared("data"),
              "--all",
              "--openings",
              out(model),
              "-o",
              out(model + ".proofs"),
              "--json");
      assertThat(proved.code()).as(proved.err()).isZero();
      assertThat(proved.json().get("committed").toString()).isEqualTo("[\"x\"]");
      assertThat(proved.json().get("openings").asText()).isEqualTo(out(model));
      assertThat(proved.json().at("/rows/complete").asBoolean()).isTrue();
      Cli.Result verified = verify(model, out(model + ".proofs"), "--complete");
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(inputs(folder.resolve(model))).isEqualTo(data);
    }
    JsonNode shown = verify("one", out("one.proofs"), "--outputs", out("y.csv"), "--json").json();
    assertThat(shown.get("accepted").asBoolean()).isTrue();
    String[] last = Files.readAllLines(folder.resolve("y.csv")).get(ROWS).split(",", -1);
    assertThat(Double.parseDouble(last[2])).isEqualTo(3.0 * ((ROWS - 1) % 3 - 1));
  }

  @Test
  void oneSampleOfThem() throws Exception {
    Cli.Result one =
        prove(
            "one",
            "--committed",
            shared("data"),
            "--sample",
            "17",
            "--openings",
            out("o"),
            "-o",
            out("x.proof"));
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out()).contains("committed x").contains("openings  " + out("o") + ": secret");
    assertThat(verify("one", out("x.proof")).code()).isZero();
    assertThat(inputs(folder.resolve("o"))).containsExactly(inputs(shared.resolve("data")).get(17));
    Cli.Result batch =
        prove(
            "eight",
            "--committed",
            shared("data"),
            "--sample",
            "1",
            "--openings",
            out("b"),
            "-o",
            out("b.proof"));
    assertThat(batch.code()).as(batch.err()).isZero();
    assertThat(inputs(folder.resolve("b")))
        .isEqualTo(inputs(shared.resolve("data")).subList(8, 16));
    assertThat(prove("eight", "--committed", shared("data"), "--sample", "3", "-o", out("c")).err())
        .contains("row 30 is not among the committed ones: they are of 0 to 29");
    Cli.Result first = prove("one", "--committed", shared("data"), "-o", out("d"));
    assertThat(first.err()).contains("using sample 0 of the committed rows; choose with --sample");
  }

  /** Also from standard input; the copy that is read goes with the process's work. */
  @Test
  void openingsMayBeStandardInput() throws IOException {
    byte[] data = Files.readAllBytes(shared.resolve("data"));
    String[] copies = temporaryCopies();
    Cli.Result proved =
        given(data, () -> prove("eight", "--committed", "-", "--all", "-o", out("i.proofs")));
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(verify("eight", out("i.proofs"), "--complete").code()).isZero();
    Cli.Result shown =
        given(
            data,
            () -> Cli.run("reveal", "-", "--tensor", "x", "--row", "3", "-o", out("three.json")));
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(verify("eight", out("i.proofs"), "--opening", out("three.json")).code()).isZero();
    assertThat(prove("eight", "--committed", "-", "--input", "-", "-o", out("j")).err())
        .contains("2 files are standard input");
    Cli.Result none = given(new byte[3], () -> prove("one", "--committed", "-", "-o", out("k")));
    assertThat(none.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(temporaryCopies()).isEqualTo(copies);
  }

  private static String[] temporaryCopies() {
    File[] files =
        new File(System.getProperty("java.io.tmpdir"))
            .listFiles((in, name) -> name.startsWith("vouch-input"));
    return Arrays.stream(files == null ? new File[0] : files)
        .map(File::getName)
        .sorted()
        .toArray(String[]::new);
  }

  private static Cli.Result given(byte[] input, Supplier<Cli.Result> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }

  /** Proofs that are there must be about the committed rows: no openings are kept beside them. */
  @Test
  void workGoesOnWithTheSameCommittedRowsAlone() throws IOException {
    String[] options = {"--all", "-o", out("w.proofs"), "--resume", "--committed"};
    List<String> words = new ArrayList<>(List.of(options));
    words.add(shared("data"));
    assertThat(prove("eight", words.toArray(String[]::new)).code()).isZero();
    assertThat(
            Cli.run("commit", table, "--key", shared("one.vk"), "-o", out("again.commitment"))
                .code())
        .isZero();
    words.set(options.length, out("again.openings"));
    Cli.Result other = prove("eight", words.toArray(String[]::new));
    assertThat(other.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(other.err())
        .contains("w.proofs holds proofs of other work")
        .contains("row 24 there is not the one that is committed to");
  }

  @Test
  void onlyTheOwnerReadsOpenings() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve("data"))))
        .isEqualTo("rw-------");
  }

  /** Whenever the process is killed, rows of openings and of proofs agree. */
  @Test
  void aKilledRunGoesOnWithItsOpenings() throws Exception {
    String[] options = {
      "--committed", shared("data"), "--all", "-o", out("k.proofs"), "--openings", out("k")
    };
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Vouch.class.getName()));
    command.addAll(List.of("prove", shared("one.vouch")));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).inheritIO().start();
    while (process.isAlive() && new File(out("k.proofs")).length() <= 100) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    List<String> resumed = new ArrayList<>(List.of(options));
    resumed.add("--resume");
    Cli.Result went = prove("one", resumed.toArray(String[]::new));
    assertThat(went.code()).as(went.err()).isZero();
    assertThat(verify("one", out("k.proofs"), "--complete").code()).isZero();
    assertThat(inputs(folder.resolve("k"))).isEqualTo(inputs(shared.resolve("data")));
    Cli.Result again = prove("one", resumed.toArray(String[]::new));
    assertThat(again.out()).contains("nothing: all were there");
    Files.delete(folder.resolve("k"));
    Cli.Result lost = prove("one", resumed.toArray(String[]::new));
    assertThat(lost.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(lost.err()).contains("has not the openings of the proofs").contains("not there");
  }

  /** Also where each proof has a file of its own, in the compact form. */
  @Test
  void openingsStandBesideAFolderOfProofs() throws Exception {
    String[] options = {
      "--committed",
      shared("data"),
      "--all",
      "--compact",
      "-o",
      out("proofs") + "/",
      "--openings",
      out("f"),
      "--resume"
    };
    assertThat(prove("eight", options).code()).isZero();
    byte[] all = Files.readAllBytes(folder.resolve("f"));
    Files.delete(folder.resolve("proofs").resolve("rows-000000000024.proofs"));
    Cli.Result resumed = prove("eight", options);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("going on after row 23");
    assertThat(inputs(folder.resolve("f"))).isEqualTo(inputs(shared.resolve("data")));
    assertThat(Files.readAllBytes(folder.resolve("f")))
        .as("blinders of the last outputs are others")
        .hasSameSizeAs(all)
        .isNotEqualTo(all);
    Files.write(folder.resolve("f"), all);
    assertThat(prove("eight", options).err())
        .contains("row 29 does not open the commitments of its proof");
  }

  @Test
  void otherModelsAreRefusedByName() {
    Cli.Result other = prove("wide", "--committed", shared("data"), "--all", "-o", out("a"));
    assertThat(other.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(other.err()).contains("rows of input 'x'", "range", "scale").contains("compile the");
    Cli.Result open = prove("open", "--committed", shared("data"), "-o", out("b"), "--json");
    assertThat(open.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(open.err()).contains("input 'x' of the model is public");
    assertThat(
            prove("open", "--input", table, "--all", "--openings", out("o"), "-o", out("c")).code())
        .as("its output is hidden no more than its input")
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsMeantIsAskedFor() throws IOException {
    String data = shared("data");
    assertThat(prove("one", "--committed", data, "--input", table, "-o", out("a")).err())
        .contains("all inputs are committed already; --input");
    assertThat(prove("one", "--committed", out("none"), "-o", out("a")).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(prove("one", "--committed", folder.toString(), "-o", out("a")).err())
        .contains("a folder is no file");
    Cli.Result wrong = prove("one", "--committed", table, "-o", out("a"));
    assertThat(wrong.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(wrong.err()).contains(table).contains("give the openings");
    assertThat(prove("one", "--committed", shared("one.vk"), "-o", out("a")).err())
        .contains("one.vk is a", "not a file of openings");
    String copy = Files.copy(Path.of(data), folder.resolve("copy")).toString();
    assertThat(prove("one", "--committed", copy, "--all", "-o", copy, "--force").err())
        .contains("would replace what is read");
    assertThat(prove("one", "--committed", copy, "--all", "--openings", copy, "--resume").err())
        .contains("would replace what is read");
    assertThat(prove("one", "--input", table, "--all", "--openings", "-", "-o", out("p")).err())
        .contains("--openings -; name a file");
    assertThat(
            prove("one", "--input", table, "--all", "--openings", out("p"), "-o", out("p")).err())
        .contains("two results would be written to one file");
    assertThat(prove("one", "--input", table, "--all", "--openings", copy, "-o", out("q")).err())
        .contains("file exists already");
    Cli.Result others =
        prove("one", "--input", table, "--all", "--openings", copy, "-o", out("q"), "--resume");
    assertThat(others.err()).as("of other work").contains("has not the openings of the proofs");
    assertThat(prove("one", "--committed", data, "--samples", "9-40", "-o", out("r")).err())
        .contains("no row 40; --samples");
    assertThat(Files.readAllBytes(Path.of(copy))).isEqualTo(Files.readAllBytes(Path.of(data)));
  }
}
