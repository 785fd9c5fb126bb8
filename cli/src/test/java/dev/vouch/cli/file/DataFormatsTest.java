package dev.vouch.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.ExitCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format of data through every command that takes data, on networks that double or add. */
class DataFormatsTest {
  private static final int[] PIXELS = {0, 51, 102, 153, 204, 255};
  private static final int[] SHAPE = {1, 1, 2, 3};
  private static final double[] INPUT = Arrays.stream(PIXELS).mapToDouble(p -> p / 255.0).toArray();
  private static final double[] OUTPUT = Arrays.stream(INPUT).map(x -> 2 * x).toArray();

  @TempDir static Path folder;
  private static DataFixture data;
  private static String onnx;
  private static String model;
  private static String twoInputs;

  @BeforeAll
  static void networksAndData() throws IOException {
    data = new DataFixture(folder);
    onnx = SumNetwork.write(folder.resolve("image.onnx"), List.of("x"), SHAPE).toString();
    model = compile(onnx, "image.vouch");
    Path two = SumNetwork.write(folder.resolve("two.onnx"), List.of("a", "a=b"), 1, 2);
    twoInputs = compile(two.toString(), "two.vouch");
    data.npy("x.npy", SHAPE, INPUT);
    data.npz("x.npz", "x", SHAPE, INPUT);
    data.pb("x.pb", SHAPE, INPUT);
    data.testData("case", SHAPE, INPUT, OUTPUT);
    data.png("x.png", BufferedImage.TYPE_BYTE_GRAY, 3, 2, PIXELS);
    data.text("x.csv", csv("a", "b", "c", "d", "e", "f") + csv(boxed(INPUT)));
    data.text("list.json", DataFixture.json(INPUT));
    data.text("named.json", "{\"x\": [" + DataFixture.json(INPUT) + "]}");
    data.text("positional.json", "{\"input_data\": [" + DataFixture.json(INPUT) + "]}");
  }

  private static String csv(Object... cells) {
    return Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static Object[] boxed(double... cells) {
    return Arrays.stream(cells).boxed().toArray();
  }

  private static String compile(String onnx, String name) {
    String out = folder.resolve(name).toString();
    Cli.Result result = Cli.run("compile", onnx, "-o", out, "-q");
    assertThat(result.code()).as(result.err()).isZero();
    return out;
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static double[] run(String... args) throws IOException {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return outputs(Cli.run(all));
  }

  private static double[] outputs(Cli.Result result) throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode values = result.json().get("outputs").get("y").get("values");
    double[] doubles = new double[values.size()];
    Arrays.setAll(doubles, i -> values.get(i).asDouble());
    return doubles;
  }

  private static Cli.Result withStandardInput(String file, String... args) throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
    try {
      return Cli.run(args);
    } finally {
      System.setIn(before);
    }
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.npy",
        "x.npz",
        "x.pb",
        "case",
        "x.png",
        "x.csv",
        "list.json",
        "named.json",
        "positional.json"
      })
  void everyCommandReadsEveryFormat(String name) throws IOException {
    double[] ran = run("run", model, "--input", file(name));
    assertClose(ran, OUTPUT);
    assertThat(run("run", model, "--input", "x=" + file(name))).isEqualTo(ran);
    String proof = file(name + ".proof");
    assertThat(run("prove", model, "--input", file(name), "-o", proof, "--force")).isEqualTo(ran);
    Cli.Result compiled =
        Cli.run("compile", onnx, "--calibrate", file(name), "-o", file("c.vouch"), "--force");
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertThat(compiled.err()).contains("calibrating on 1 samples");
    Cli.Result checked =
        Cli.run("check", onnx, "--data", file(name), "--prove", "0", "--max-abs", "1e-3");
    assertThat(checked.code()).as(checked.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.npz", "x.pb", "x.png", "x.csv", "list.json"})
  void standardInputIsAnyFile(String name) throws IOException {
    double[] ran = run("run", model, "--input", file(name));
    for (String word : List.of("-", "x=-")) {
      Cli.Result piped = withStandardInput(file(name), "run", model, "--input", word, "--json");
      assertThat(outputs(piped)).isEqualTo(ran);
    }
    assertThat(withStandardInput(file(name), "check", onnx, "--data", "-", "--prove", "0").code())
        .isZero();
  }

  @Test
  void copiesOfStandardInputAreDeleted() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long before = copies(temporary);
    assertThat(withStandardInput(file("x.npz"), "run", model, "--input", "-").code()).isZero();
    assertThat(withStandardInput(onnx, "run", model, "--input", "-").code())
        .isEqualTo(ExitCode.MALFORMED);
    assertThat(copies(temporary)).isEqualTo(before);
  }

  private static long copies(Path temporary) throws IOException {
    try (var files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("vouch-in")).count();
    }
  }

  @Test
  void theModelMayBeStandardInputToo() throws IOException {
    Cli.Result ran = withStandardInput(model, "run", "-", "--input", file("x.npy"), "--json");
    assertClose(outputs(ran), OUTPUT);
    Cli.Result checked =
        withStandardInput(onnx, "check", "-", "--data", file("x.npy"), "--prove", "0");
    assertThat(checked.code()).as(checked.err()).isZero();
  }

  @Test
  void severalSamplesAreAlongTheFirstAxis() throws IOException {
    double[] both = Arrays.copyOf(OUTPUT, 12);
    String npy = data.npy("two.npy", new int[] {2, 1, 2, 3}, both);
    String rows =
        data.text(
            "rows.json",
            "[" + DataFixture.json(OUTPUT) + ", " + DataFixture.json(new double[6]) + "]");
    for (String file : List.of(npy, rows)) {
      Cli.Result first = Cli.run("run", model, "--input", file);
      assertThat(first.err()).contains("using sample 0 of 2");
      assertClose(run("run", model, "--input", file, "--sample", "1"), new double[6]);
    }
  }

  @Test
  void pixelsAreNormalisedAsAsked() throws IOException {
    double[] normalised = Arrays.stream(INPUT).map(x -> 2 * (x - 0.5) / 0.5).toArray();
    String[] args = {"run", model, "--input", file("x.png"), "--png-mean=0.5", "--png-std", "0.5"};
    assertClose(run(args), normalised);
  }

  @Test
  void coloursComeFirstOrLast() throws IOException {
    String png = data.png("rgb.png", BufferedImage.TYPE_INT_RGB, 1, 2, 255, 0, 51, 0, 255, 102);
    Path first = SumNetwork.write(folder.resolve("first.onnx"), List.of("x"), 1, 3, 2, 1);
    Path last = SumNetwork.write(folder.resolve("last.onnx"), List.of("x"), 1, 2, 1, 3);
    String[] normalisation = {"--png-mean", "0,0.5,0.2", "--png-std", "1,1,2"};
    assertClose(
        run(colour(compile(first.toString(), "first.vouch"), png, normalisation)),
        2,
        0,
        -1,
        1,
        0,
        0.2);
    assertClose(
        run(colour(compile(last.toString(), "last.vouch"), png, normalisation)),
        2,
        -1,
        0,
        0,
        1,
        0.2);
  }

  private static String[] colour(String model, String png, String... normalisation) {
    String[] args = {"run", model, "--input", png};
    String[] all = Arrays.copyOf(args, args.length + normalisation.length);
    System.arraycopy(normalisation, 0, all, args.length, normalisation.length);
    return all;
  }

  @Test
  void everyInputMayComeFromItsOwnFile() throws IOException {
    String a = "a=" + data.npy("a.npy", new int[] {2}, 0.5, -0.25);
    String b = "a=b=" + data.text("b.json", "[[0.25, 0.75]]");
    assertClose(run("run", twoInputs, "--input", a, "--input", b), 0.75, 0.5);
    assertClose(run("run", twoInputs, "--input", b, "--input", a), 0.75, 0.5);
    String npz = "a=b=" + data.npz("b.npz", "a=b", new int[] {1, 2}, 0.25, 0.75);
    assertClose(run("run", twoInputs, "--input", a, "--input", npz), 0.75, 0.5);
  }

  /** As np.savez names an array that is given without one. */
  @Test
  void theOnlyArrayIsThatOfTheOnlyInput() throws IOException {
    Path file = folder.resolve("unnamed.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npz.write(out, Map.of("arr_0", TensorData.ofDoubles(DataType.FLOAT, SHAPE, INPUT)));
    }
    assertClose(run("run", model, "--input", file.toString()), OUTPUT);
    assertClose(run("run", model, "--input", "x=" + file), OUTPUT);
    assertThat(Cli.run("run", twoInputs, "--input", file.toString()).err())
        .contains("'a' (float[1, 2]) is missing; the arrays are [arr_0]");
  }

  @Test
  void aFileNameMayContainTheSignOfNames() throws IOException {
    String file = data.npy("c=d.npy", SHAPE, INPUT);
    assertClose(run("run", model, "--input", file), OUTPUT);
    assertClose(run("run", model, "--input", "x=" + file), OUTPUT);
  }

  @Test
  void columnsOfATableAreInputsAndOutputs() throws IOException {
    String table =
        data.text(
            "table.csv",
            csv("id", "a=b[1]", "a[0]", "a[1]", "a=b[0]") + csv(7, 0.1, 0.2, 0.3, 0.05));
    String[] ignoring = {"run", twoInputs, "--input", table, "--csv-ignore", "note,id"};
    assertClose(run(ignoring), 0.25, 0.4);
    assertThat(Cli.run("run", twoInputs, "--input", table).err())
        .contains(
            "column 1 'id' of the CSV is none of [a, a=b]; ignore columns that are no inputs");
    String[] args = {"check", onnx, "--prove", "0", "--max-abs", "1e-3", "--data", file("x.csv")};
    String doubled = csv("y[5]", "y[4]", "y[3]", "y[2]", "y[1]", "y[0]");
    List<Object> backwards = new ArrayList<>(List.of(boxed(OUTPUT)));
    Collections.reverse(backwards);
    String expected = data.text("y.csv", doubled + csv(backwards.toArray()));
    Cli.Result good = check(args, "--expected", expected);
    assertThat(good.code()).as(good.err()).isZero();
    String swapped = data.text("z.csv", doubled + csv(boxed(OUTPUT)));
    assertThat(check(args, "--expected", swapped).code()).isEqualTo(ExitCode.GATE_MISSED);
    assertThat(Cli.run("check", onnx, "--data", file("x.npy"), "--fix", "x=" + table).err())
        .contains("a CSV does not say of which type its numbers are");
  }

  @Test
  void aFolderOfTestDataIsInputAndExpectation() throws IOException {
    String[] args = {"check", onnx, "--prove", "0", "--max-abs", "1e-3", "--data"};
    Cli.Result good = check(args, file("case"));
    assertThat(good.code()).as(good.err()).isZero();
    assertThat(good.err()).contains("outputs in the folder of --data are the expected ones");
    String wrong = data.testData("wrong", SHAPE, INPUT, INPUT);
    assertThat(check(args, wrong).code()).isEqualTo(ExitCode.GATE_MISSED);
    Cli.Result other = check(args, wrong, "--expected", file("case"));
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.err()).doesNotContain("are the expected ones");
    String json = data.text("y.json", "{\"output_data\": [" + DataFixture.json(OUTPUT) + "]}");
    assertThat(check(args, wrong, "--expected", json).code()).isZero();
    assertThat(check(args, file("case"), "--expected", "y=" + file("x.npy")).code())
        .isEqualTo(ExitCode.GATE_MISSED);
  }

  private static Cli.Result check(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }
}
