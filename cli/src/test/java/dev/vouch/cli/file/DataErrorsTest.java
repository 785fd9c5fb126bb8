package dev.vouch.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that cannot be used: one line that says why, and an exit code that says whose fault. */
class DataErrorsTest {
  private static final int[] SHAPE = {1, 1, 2, 3};

  @TempDir static Path folder;

  @BeforeAll
  static void networksAndData() throws IOException {
    compile("image", List.of("x"), SHAPE);
    compile("two", List.of("a", "b"), 1, 2);
    DataFixture data = new DataFixture(folder);
    data.npy("x.npy", SHAPE, 1, 2, 3, 4, 5, 6);
    data.npy("none.npy", new int[] {0, 1, 2, 3});
    data.npz("other.npz", "z", SHAPE, 1, 2, 3, 4, 5, 6);
    data.npy("v.npy", new int[] {1, 2}, 1, 2);
    data.npy("vv.npy", new int[] {2, 2}, 1, 2, 3, 4);
    data.text("short.json", "[1, 2, 3]");
    data.text("broken.json", "[[1, 2], [3]]");
    data.text("many.json", "{\"input_data\": [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]]}");
    data.text("text.txt", "hello");
    data.text("empty", "");
    data.text("ragged.csv", "a,b,c,d,e,f\n1,2,3,4,5,6\n1,2,3,4,5\n");
    data.text("word.csv", "a,b,c,d,e,f\n1,2,three,4,5,6\n");
    data.text("missing.csv", "a,b,c,d,e,f\n1,2,,4,5,6\n");
    data.text("id.csv", "id,a,b,c,d,e,f\n1,1,2,3,4,5,6\n");
    Files.write(folder.resolve("cut.npz"), new byte[] {'P', 'K', 3, 4, 0});
    Files.write(folder.resolve("cut.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
    data.png("small.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2, 1, 2, 3, 4);
    data.png("grey.png", BufferedImage.TYPE_BYTE_GRAY, 3, 2, 1, 2, 3, 4, 5, 6);
    data.png("colour.png", BufferedImage.TYPE_INT_RGB, 3, 2, new int[18]);
    data.png("clear.png", BufferedImage.TYPE_INT_ARGB, 3, 2, new int[24]);
    Files.createDirectory(folder.resolve("nothing"));
    Files.createDirectory(folder.resolve("many"));
    data.pb("many/input_0.pb", SHAPE, 1, 2, 3, 4, 5, 6);
    data.pb("many/input_1.pb", SHAPE, 1, 2, 3, 4, 5, 6);
    Files.createDirectory(folder.resolve("broken"));
    data.text("broken/input_0.pb", "hello");
  }

  private static void compile(String name, List<String> inputs, int... shape) throws IOException {
    Path onnx = SumNetwork.write(folder.resolve(name + ".onnx"), inputs, shape);
    Path out = folder.resolve(name + ".vouch");
    Cli.Result result = Cli.run("compile", onnx.toString(), "-o", out.toString(), "-q");
    assertThat(result.code()).as(result.err()).isZero();
  }

  /** Words with {@code @} name files of the folder; empty standard input. */
  private static Cli.Result vouch(String line) {
    String[] args =
        Arrays.stream(line.split(" "))
            .map(word -> word.replace("@", folder + "/"))
            .toArray(String[]::new);
    return Cli.run(args);
  }

  private static void assertRefused(String line, int code, String why) throws IOException {
    Cli.Result result = vouch(line);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.err()).startsWith("error: ").hasLineCount(1).contains(why);
    assertThat(result.out()).isEmpty();
    Cli.Result json = vouch(line + " --json");
    assertThat(json.code()).isEqualTo(code);
    assertThat(json.json().get("code").asInt()).isEqualTo(code);
    assertThat(json.json().get("message").asText()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@other.npz|'x' (float[1, 1, 2, 3]) is missing; the arrays are [",
        "@none.npy|no sample",
        "@v.npy|got float[1, 2]",
        "@short.json|got int64[3]",
        "@broken.json|lengths 2 and 1",
        "@many.json|lists more",
        "@image.vouch|image.vouch is a provable model, not data; ",
        "@image.vk|image.vk is a verifying key, not data; ",
        "@image.onnx|image.onnx is an ONNX model, not data; ",
        "@text.txt|the CSV has 1 column for 'x', a row of which (float[1, 1, 2, 3]) takes 6; ",
        "@ragged.csv|line 3 of the CSV has 5 cells, the header has 6; ",
        "@word.csv|line 2, column 3 'c' of the CSV is no number; ",
        "@missing.csv|line 2, column 3 'c' of the CSV is missing, which this model cannot take in",
        "@id.csv|7 columns for 'x', a row of which (float[1, 1, 2, 3]) takes 6; ignore columns",
        "@empty|no known format",
        "@cut.npz|.npz",
        "@cut.png|PNG",
        "@small.png|2 × 2 pixels",
        "@colour.png|3 channels",
        "@clear.png|transparency",
        "@grey.png --png-mean 0,0,0|1 channels",
        "@nothing|no input_0.pb",
        "@many|one more",
        "@broken|input_0.pb",
        "x=@v.npy|got float[1, 2]",
        "x=@other.npz|is missing"
      })
  void malformedData(String words, String why) throws IOException {
    assertRefused("run @image.vouch --input " + words, ExitCode.MALFORMED, why);
    assertRefused("prove @image.vouch -o @no.proof --input " + words, ExitCode.MALFORMED, why);
    assertRefused("check @image.onnx --data " + words, ExitCode.MALFORMED, why);
    assertRefused("compile @image.onnx -o @no.vouch --calibrate " + words, ExitCode.MALFORMED, why);
    assertThat(folder.resolve("no.proof")).doesNotExist();
    assertThat(folder.resolve("no.vouch")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check @image.onnx --data @x.npy --expected @v.npy|'y' must be",
        "check @image.onnx --data @x.npy --expected @nothing|no output_0.pb",
        "check @two.onnx --data a=@vv.npy --data b=@vv.npy --expected @v.npy|1 expected outputs",
        "run @two.vouch --input a=@v.npy --input b=@vv.npy|1 and 2 samples",
        "run @two.vouch --input @v.npy|'a' (float[1, 2]) is missing; the data is one tensor without",
        "run @two.vouch --input @grey.png|an image can only be one of [a, b]"
      })
  void dataThatDoesNotBelongTogether(String line, String why) throws IOException {
    assertRefused(line, ExitCode.MALFORMED, why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run @two.vouch --input a=@v.npy|no file for [b]",
        "run @two.vouch --input a=@v.npy --input a=@v.npy|'a' is given twice",
        "run @two.vouch --input a=@v.npy --input c=@v.npy|the network has no 'c'",
        "run @two.vouch --input a=@v.npy --input @v.npy|one without a name",
        "run @two.vouch --input @v.npy --input @v.npy|one without a name",
        "run @two.vouch --input a= --input b=@v.npy|no file is named",
        "run @two.vouch --input a=@v.npy --input b=@nowhere|no such file",
        "run @image.vouch --input @nowhere|no such file",
        "run @image.vouch --input @x.npy --sample 1|--sample must be 0 to 0",
        "run @image.vouch --input @grey.png --png-std 0|must be positive",
        "run @image.vouch --input @grey.png --png-std=-1|must be positive",
        "run @image.vouch --input @grey.png --png-mean NaN|must be a number",
        "run @image.vouch --input @grey.png --png-mean 1,2|give one, or three",
        "run @image.vouch --input @grey.png --png-mean x|x",
        "run - --input -|2 files are standard input",
        "prove @two.vouch --input a=- --input b=-|2 files are standard input",
        "compile - --calibrate - -o @no.vouch|2 files are standard input",
        "check @image.onnx --data - --expected -|2 files are standard input",
        "check @image.onnx --data - --calibrate -|2 files are standard input",
        "inspect - --key -|2 files are standard input",
        "verify - -|2 files are standard input"
      })
  void wrongOptions(String line, String why) throws IOException {
    assertRefused(line, ExitCode.USAGE, why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prove @image.vouch --input @x.npy -o - --openings -",
        "prove @image.vouch --input @x.npy -o @no.proof --openings - --json",
        "compile @image.onnx -o - --key -",
        "compile @image.onnx -o @no.vouch --key - --json"
      })
  void standardOutputTakesOneResult(String line) {
    Cli.Result result = vouch(line);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).hasLineCount(1).contains("standard output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev"})
  void devicesAndFoldersAreNotReplaced(String file) {
    assertThatThrownBy(() -> OutputFile.open(file, true))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(file);
  }
}
