package dev.vouch.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.TensorOpening;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner of data commits and signs; two models are proven on the data; the verifier checks the
 * signature, both sets of proofs and that they are about the same data; then single rows and sums
 * are shown. Whatever is changed is refused by name.
 */
class CommittedDataTest {
  private static final int ROWS = 20;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static String table;
  private static String id;

  /** Two models that take rows of x as one another do; the second has a hidden output. */
  @BeforeAll
  static void commitAndProve() throws IOException {
    table = rows("rows.csv", 0);
    compile("a", "public", 1, 1);
    compile("b", "private", 2, -1);
    run("commit", table, "--key", file("a.vk"), "-o", file("d.commitment"));
    id = Cli.run("inspect", file("d.commitment"), "--json").json().get("dataId").asText();
    for (String model : List.of("a", "b")) {
      run(
          "prove",
          file(model + ".vouch"),
          "--committed",
          file("d.openings"),
          "--all",
          "-o",
          file(model + ".proofs"),
          "--openings",
          file(model + ".openings"));
    }
  }

  private static String rows(String name, int changed) throws IOException {
    return new DataFixture(shared)
        .text(
            name,
            IntStream.range(0, ROWS)
                .mapToObj(
                    row -> (row == 13 ? row / 8.0 + changed : row / 8.0) + "," + row % 3 + "\n")
                .reduce("x[0],x[1]\n", String::concat));
  }

  private static void compile(String name, String output, double... weights) throws IOException {
    Path onnx = shared.resolve(name + ".onnx");
    Files.write(
        onnx,
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 2)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, weights))
            .node("MatMul", "x w", "y")
            .output("y")
            .build()
            .toByteArray());
    run(
        "compile",
        onnx.toString(),
        "--calibrate",
        table,
        "--batch",
        "8",
        "--output-visibility",
        output,
        "-o",
        file(name + ".vouch"));
  }

  private static String file(String name) {
    return shared.resolve(name).toString();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(String... words) {
    Cli.Result result = Cli.run(words);
    assertThat(result.code()).as(result.err()).isZero();
  }

  private static Cli.Result verify(String model, String... options) {
    List<String> words =
        new ArrayList<>(List.of("verify", file(model + ".vk"), file(model + ".proofs")));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  private static void assertRejected(Cli.Result result, String reason, String why) {
    assertThat(result.err()).contains(reason).contains(why);
    assertThat(result.code()).isEqualTo(ExitCode.REJECTED);
  }

  @Test
  void aSignedIdIsThatOfBothModelsProofs() throws Exception {
    KeyPair owner = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(owner.getPrivate());
    signing.update(DataId.parse(id).bytes());
    byte[] signature = signing.sign();
    for (String model : List.of("a", "b")) {
      Cli.Result result = verify(model, "--complete", "--input-id", id, "--json");
      assertThat(result.code()).as(result.err()).isZero();
      JsonNode json = result.json();
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(owner.getPublic());
      check.update(DataId.parse(json.get("dataId").asText()).bytes());
      assertThat(check.verify(signature)).isTrue();
      assertThat(json.get("checked").toString()).contains("data id as given");
    }
    String input = verify("a", "--json").json().at("/inputIds/x").asText();
    assertThat(verify("b", "--input-id", "x=" + input).code()).isZero();
    assertThat(verify("a", "--input-id", id).out()).contains("data id   " + id);
  }

  @Test
  void anotherIdIsRefused() {
    String other = id.replace(id.charAt(5), id.charAt(5) == '0' ? '1' : '0');
    assertRejected(
        verify("a", "--input-id", other), "INPUT_ID", "the data has the id " + id + ", not ");
    assertRejected(verify("a", "--input-id", "x=" + id), "INPUT_ID", "input 'x' has the id");
    assertRejected(verify("a", "--input-id", "q=" + id), "INPUT_ID", "input 'q' has no id");
    assertThat(verify("a", "--input-id", "x").code()).isEqualTo(ExitCode.USAGE);
  }

  /** A changed row, another order and a row less, each committed to and proven honestly. */
  @Test
  void otherDataAreRefusedByTheIdAndByTheFirstRow() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(table));
    List<String> turned = new ArrayList<>(lines);
    turned.set(4, lines.get(5));
    turned.set(5, lines.get(4));
    assertOther(rows("changed.csv", 1), "row 0 of input 'x'");
    assertOther(csv("turned.csv", turned), "row 0 of input 'x'");
    assertOther(csv("less.csv", lines.subList(0, ROWS)), "row 0 of input 'x'");
  }

  private String csv(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines, StandardCharsets.UTF_8).toString();
  }

  private void assertOther(String data, String why) {
    run("commit", data, "--key", file("a.vk"), "-o", out("o.commitment"), "--force");
    run(
        "prove",
        file("a.vouch"),
        "--committed",
        out("o.openings"),
        "--all",
        "-o",
        out("o.proofs"),
        "--force");
    assertRejected(
        Cli.run("verify", file("a.vk"), out("o.proofs"), "--input-id", id),
        "INPUT_ID",
        "the data has the id");
    assertRejected(
        Cli.run("verify", file("a.vk"), out("o.proofs"), "--commitment", file("d.commitment")),
        "OTHER_DATA",
        why);
  }

  /** The same rows, without the owner's blinders: another commitment. */
  @Test
  void proofsOfTheSameTableWithoutTheOpeningsAreOfOtherData() {
    run("prove", file("a.vouch"), "--input", table, "--all", "-o", out("own.proofs"));
    assertRejected(
        Cli.run("verify", file("a.vk"), out("own.proofs"), "--input-id", id),
        "INPUT_ID",
        "the data has the id");
  }

  @Test
  void proofsOfSomeRowsAreComparedWithTheCommitment() {
    run(
        "prove",
        file("a.vouch"),
        "--committed",
        file("d.openings"),
        "--samples",
        "8-15",
        "-o",
        out("some.proofs"));
    String proofs = out("some.proofs");
    assertRejected(
        Cli.run("verify", file("a.vk"), proofs, "--input-id", id),
        "INPUT_ID",
        "an id is that of all rows, and these are some");
    Cli.Result same =
        Cli.run(
            "verify", file("a.vk"), proofs, "--commitment", file("d.commitment"), "--input-id", id);
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).contains(id + ": inputs are those committed to, rows 8 to 15");
    assertRejected(
        Cli.run(
            "verify",
            file("a.vk"),
            proofs,
            "--commitment",
            file("d.commitment"),
            "--input-id",
            "00".repeat(32)),
        "INPUT_ID",
        "the data has the id " + id);
    Cli.Result noFile = Cli.run("verify", file("a.vk"), proofs, "--commitment", file("d.openings"));
    assertThat(noFile.code()).isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void oneRowOfAHiddenOutputIsShown() throws IOException {
    Cli.Result revealed =
        Cli.run("reveal", file("b.openings"), "--tensor", "y", "--row", "17", "-o", out("o.json"));
    assertThat(revealed.code()).as(revealed.err()).isZero();
    assertThat(revealed.out()).contains("reveals   row 17 of output 'y', 1 cells");
    Cli.Result verified = verify("b", "--opening", out("o.json"), "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.json().at("/opened/0/rowsProven").asBoolean()).isTrue();
    double shown = verified.json().at("/opened/0/tensor/y/values/0").asDouble();
    assertThat(shown).isCloseTo(2 * 17 / 8.0 - 17 % 3, Offset.offset(1e-2));
    assertThat(verify("b", "--opening", out("o.json")).out())
        .contains("opened    row 17 of output y ");
    assertRejected(
        verify("a", "--opening", out("o.json")), "OPENING_TENSOR", "row 17 of output 'y'");
  }

  @Test
  void aSumOfRowsIsShownAndAChangedOneRefused() throws IOException {
    Cli.Result revealed =
        Cli.run(
            "reveal",
            file("d.openings"),
            "--tensor",
            "x",
            "--rows",
            "0-" + (ROWS - 1),
            "--sum",
            "-o",
            out("s.json"));
    assertThat(revealed.code()).as(revealed.err()).isZero();
    run("reveal", file("d.openings"), "--tensor", "x", "--sum", "-o", out("all.json"));
    assertThat(folder.resolve("all.json")).hasSameTextualContentAs(folder.resolve("s.json"));
    Cli.Result verified = verify("a", "--opening", out("s.json"), "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    double sum = verified.json().at("/opened/0/tensor/x/values/0").asDouble();
    assertThat(sum).isCloseTo(ROWS * (ROWS - 1) / 16.0, Offset.offset(1e-2));
    String text = Files.readString(folder.resolve("s.json"));
    String changed = text.replace("\"0-19\"", "\"0-18\"");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(folder.resolve("c.json"), changed);
    assertRejected(
        verify("a", "--opening", out("c.json")),
        "(OPENING)",
        "the sum of rows 0 to 18 of input 'x'");
    Files.writeString(folder.resolve("c.json"), text.replace("\"0-19\"", "\"0-20\""));
    assertRejected(verify("a", "--opening", out("c.json")), "OPENING_ROWS", "do not hold row 20");
    Files.writeString(folder.resolve("c.json"), "{}");
    assertThat(verify("a", "--opening", out("c.json")).code()).isEqualTo(ExitCode.MALFORMED);
  }

  /**
   * Whoever opens a sum of some rows has chosen them: the verdict says that others are left out.
   */
  @Test
  void aSumThatLeavesRowsOutIsNamed() throws IOException {
    String left = "the other rows' part of the sum of rows 2 to 9";
    for (String rows : List.of("2-9", "0-" + (ROWS - 1))) {
      run(
          "reveal",
          file("d.openings"),
          "--tensor",
          "x",
          "--rows",
          rows,
          "--sum",
          "-o",
          out("part.json"),
          "--force");
      Cli.Result verified = verify("a", "--opening", out("part.json"), "--complete");
      assertThat(verified.code()).as(verified.err()).isZero();
      assertThat(verified.out().contains(left)).isEqualTo(rows.equals("2-9"));
    }
  }

  @Test
  void anOpeningOfMoreThanItsFileMayHaveIsNotReadWhole() throws IOException {
    Path large = folder.resolve("large.json");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(TensorOpening.MAX_BYTES + 1L);
    }
    Cli.Result verified = verify("a", "--opening", large.toString());
    assertThat(verified.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(verified.err()).contains("larger than 16 MiB");
  }

  @Test
  void whatIsNotThereIsNotRevealed() {
    Cli.Result noTensor =
        Cli.run("reveal", file("d.openings"), "--tensor", "z", "--row", "1", "-o", out("n.json"));
    assertThat(noTensor.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(noTensor.err()).contains("there is no 'z'; there are [input 'x']");
    Cli.Result noRow =
        Cli.run("reveal", file("d.openings"), "--tensor", "x", "--row", "20", "-o", out("n.json"));
    assertThat(noRow.err()).contains("there is no row 20");
    Cli.Result many = Cli.run("reveal", file("d.openings"), "--tensor", "x", "-o", out("n.json"));
    assertThat(many.code()).isEqualTo(ExitCode.USAGE);
    assertThat(many.err()).contains("there are 20 rows; --row");
    Cli.Result half =
        Cli.run(
            "reveal", file("d.openings"), "--tensor", "x", "--rows", "0-3", "-o", out("n.json"));
    assertThat(half.code()).isEqualTo(ExitCode.USAGE);
    Cli.Result both =
        Cli.run(
            "reveal", file("d.openings"), "--tensor", "x", "--row", "1", "--sum", "-o", out("n"));
    assertThat(both.err()).contains("--row alone");
    assertThat(folder.resolve("n.json")).doesNotExist();
  }

  /** One proof of eight rows has no row numbers: those of the opening count modulo eight. */
  @Test
  void oneProofAloneIsOpenedAndHasAnId() throws IOException {
    run(
        "prove",
        file("a.vouch"),
        "--committed",
        file("d.openings"),
        "--sample",
        "1",
        "-o",
        out("one.proof"));
    run("reveal", file("d.openings"), "--tensor", "x", "--row", "10", "-o", out("ten.json"));
    Cli.Result verified =
        Cli.run("verify", file("a.vk"), out("one.proof"), "--opening", out("ten.json"), "--json");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.json().at("/opened/0/tensor/x/values/0").asDouble())
        .isCloseTo(10 / 8.0, Offset.offset(1e-3));
    assertThat(verified.json().at("/opened/0/rowsProven").asBoolean(true)).isFalse();
    assertThat(
            Cli.run("verify", file("a.vk"), out("one.proof"), "--opening", out("ten.json")).out())
        .contains("which rows these are the openings say; one proof does not");
    String dataId = verified.json().get("dataId").asText();
    assertThat(Cli.run("verify", file("a.vk"), out("one.proof"), "--input-id", dataId).code())
        .isZero();
    assertRejected(
        Cli.run("verify", file("a.vk"), out("one.proof"), "--input-id", id),
        "INPUT_ID",
        "the data has the id " + dataId);
    Cli.Result rowsOnly =
        Cli.run("verify", file("a.vk"), out("one.proof"), "--commitment", file("d.commitment"));
    assertThat(rowsOnly.code()).isEqualTo(ExitCode.USAGE);
  }
}
