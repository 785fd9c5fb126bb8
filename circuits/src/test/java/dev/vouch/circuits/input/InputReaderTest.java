package dev.vouch.circuits.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final TensorData VECTOR =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1.5, -2);

  @TempDir Path folder;

  private static Map<String, ValueInfo> inputs(String... names) {
    Map<String, ValueInfo> inputs = new LinkedHashMap<>();
    Arrays.stream(names).forEach(name -> inputs.put(name, new ValueInfo(DataType.DOUBLE, 2)));
    return inputs;
  }

  private Map<String, TensorData> read(Path path, Map<String, ValueInfo> inputs)
      throws IOException {
    return InputReader.read(path, inputs, FormatOptions.defaults());
  }

  private Map<String, TensorData> readOutputs(Path path, String... names) throws IOException {
    return InputReader.readOutputs(path, inputs(names), FormatOptions.defaults());
  }

  private Map<String, TensorData> json(String text, String... names) throws IOException {
    Path file = folder.resolve("data");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return read(file, inputs(names));
  }

  @Test
  void formatsAreToldByTheirContent() throws IOException {
    Path file = folder.resolve("data");
    try (var out = Files.newOutputStream(file)) {
      Npy.write(out, VECTOR);
    }
    assertThat(read(file, inputs("x"))).isEqualTo(Map.of(Samples.UNNAMED, VECTOR));
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, Map.of("x", VECTOR, "labels", VECTOR));
    }
    assertThat(read(file, inputs("x"))).isEqualTo(Map.of("x", VECTOR));
    Files.write(file, ModelBuilder.tensor("any", VECTOR).toByteArray());
    assertThat(read(file, inputs("x"))).isEqualTo(Map.of(Samples.UNNAMED, VECTOR));
    assertThat(json(" [1.5, -2]", "x").get(Samples.UNNAMED).doubles()).containsExactly(1.5, -2);
  }

  @Test
  void testDataFoldersFollowTheOrderOfTheModel() throws IOException {
    Path set = Files.createDirectories(folder.resolve("case/test_data_set_0"));
    Files.write(set.resolve("input_0.pb"), ModelBuilder.tensor("?", VECTOR).toByteArray());
    Files.write(
        set.resolve("input_1.pb"), ModelBuilder.tensor("?", TensorData.ofVector(7)).toByteArray());
    Files.write(set.resolve("output_0.pb"), ModelBuilder.tensor("?", VECTOR).toByteArray());
    for (Path path : new Path[] {set, set.getParent()}) {
      Map<String, TensorData> read = read(path, inputs("a", "b"));
      assertThat(read).isEqualTo(Map.of("a", VECTOR, "b", TensorData.ofVector(7)));
    }
    assertThat(OnnxTestData.hasOutputs(set.getParent())).isTrue();
    assertThat(readOutputs(set, "y")).isEqualTo(Map.of("y", VECTOR));
    assertThatThrownBy(() -> read(set, inputs("a"))).hasMessageContaining("input_1.pb is one more");
    assertThatThrownBy(() -> read(folder, inputs("a"))).hasMessageContaining("no input_0.pb");
    assertThat(read(folder, inputs())).isEmpty();
    assertThat(OnnxTestData.hasOutputs(folder)).isFalse();
    assertThatThrownBy(() -> readOutputs(folder, "y")).isInstanceOf(MalformedTensorException.class);
  }

  @Test
  void jsonInItsThreeForms() throws IOException {
    TensorData nested = json("[[1, 2], [3, 4], [5, 6]]", "x").get(Samples.UNNAMED);
    assertThat(nested.type()).isEqualTo(DataType.INT64);
    assertThat(nested.shape()).containsExactly(3, 2);
    Map<String, TensorData> byName =
        json("{\"a\": [1e-3, 2], \"note\": {\"x\": [1]}, \"b\": [true, false]}", "a", "b");
    assertThat(byName.get("a").doubles()).containsExactly(0.001, 2);
    assertThat(byName.get("b").type()).isEqualTo(DataType.BOOL);
    assertThat(byName).doesNotContainKey("note");
    Map<String, TensorData> byPosition =
        json("{\"input_data\": [[1, 2.5], [[3], [4]]], \"output_data\": [[0]]}", "a", "b");
    assertThat(byPosition.get("a").doubles()).containsExactly(1, 2.5);
    assertThat(byPosition.get("b").shape()).containsExactly(2, 1);
    assertThat(json("{\"a\": 4}", "a").get("a").rank()).isZero();
    json("{\"input_data\": [[1, 2, 3]], \"output_data\": [[4, 5]]}", "a");
    assertThat(readOutputs(folder.resolve("data"), "y").get("y").longs()).containsExactly(4, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, [2]]",
        "[[1], 2]",
        "[[1, 2], [3]]",
        "[\"1\"]",
        "[null]",
        "[1",
        "[1] 2",
        "[NaN]",
        "{",
        "{\"x\": [1], \"x\": [2]}",
        "{\"x\": {}}",
        "{\"input_data\": 3}",
        "{\"input_data\": [[1], [2]]}",
        "{\"input_data\": [[1]], \"x\": [1]}",
        "[1e999]",
        "[9007199254740993]",
        "[[], 1]",
        "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
        "[01]",
        "[\u0001]"
      })
  void otherJsonIsRefused(String text) {
    assertThatThrownBy(() -> json(text, "x")).isInstanceOf(MalformedTensorException.class);
  }

  @Test
  void jsonMayStartWithSpaceOrAByteOrderMark() throws IOException {
    for (String before : new String[] {"\ufeff", "\n".repeat(500), "\ufeff \r\n\t"}) {
      assertThat(json(before + "[1, 2]", "x").get(Samples.UNNAMED).longs()).containsExactly(1, 2);
    }
  }

  @Test
  void largeIntegersAmongRealNumbersAreRealNumbers() throws IOException {
    for (String text : new String[] {"[9007199254740993, 0.5]", "[0.5, 9007199254740993]"}) {
      TensorData tensor = json(text, "x").get(Samples.UNNAMED);
      assertThat(tensor.type()).isEqualTo(DataType.DOUBLE);
      assertThat(tensor.doubles()).contains(0.5, 0x1p53);
    }
  }

  /** What lies just above the middle of two floats; in double it is the middle itself. */
  @Test
  void jsonDecimalsAreRoundedOnce() throws IOException {
    Path file = folder.resolve("data");
    String decimal = "1.000000059604644775390625000000001";
    for (String text : new String[] {"[" + decimal + "]", "{\"x\": [" + decimal + "]}"}) {
      Files.writeString(file, text);
      for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
        Map<String, ValueInfo> infos = Map.of("x", new ValueInfo(type, 1));
        double read = Samples.of(infos, read(file, infos)).get(0).get("x").doubleAt(0);
        assertThat(read).isEqualTo(type == DataType.FLOAT ? Math.nextUp(1f) : 1 + 0x1p-24);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
  void jsonThatIsNoNumberIsLocated(String value) {
    assertThatThrownBy(() -> json("[1,\n " + value + "]", "x"))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("NaN, infinity, or a number that is too large, at line 2")
        .hasMessageNotContaining("Feature");
  }

  @Test
  void filesOfNoFormatAreRefused() throws IOException {
    Path file = folder.resolve("data");
    for (byte[] bytes :
        new byte[][] {
          {},
          "hello".getBytes(StandardCharsets.UTF_8),
          {'P', 'K', 0},
          {8, 1},
          {'[', 0, 0, 0, 'x', 'x', 'x', 'x'} // as UTF-32: no character
        }) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> read(file, inputs("x")))
          .as(Arrays.toString(bytes))
          .isInstanceOf(MalformedTensorException.class);
    }
  }

  private Path png(int type, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      int[] samples = {10 * i, 10 * i + 1, 10 * i + 2, 255};
      if (type == BufferedImage.TYPE_BYTE_BINARY) {
        samples[0] = i % 2;
      }
      image.getRaster().setPixel(i % width, i / width, samples);
    }
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static ValueInfo floats(int... shape) {
    return new ValueInfo(DataType.FLOAT, shape);
  }

  private static TensorData image(Path file, int... shape) throws IOException {
    return PngImage.read(file, floats(shape), PixelNormalisation.none());
  }

  @Test
  void greyImages() throws IOException {
    Path file = png(BufferedImage.TYPE_BYTE_GRAY, 3, 2);
    for (int[] shape : new int[][] {{1, 1, 2, 3}, {2, 3}, {1, 6}, {1, 2, 3, 1}}) {
      TensorData tensor = image(file, shape);
      assertThat(tensor.shape()).isEqualTo(shape);
      assertThat(tensor.doubles())
          .containsExactly(0, 10 / 255.0, 20 / 255.0, 30 / 255.0, 40 / 255.0, 50 / 255.0);
    }
    PixelNormalisation normalisation =
        new PixelNormalisation(new double[] {0.5}, new double[] {0.25});
    double[] normalised = PngImage.read(file, floats(2, 3), normalisation).doubles();
    assertThat(normalised[5]).isEqualTo((50 / 255.0 - 0.5) / 0.25);
    assertThat(image(png(BufferedImage.TYPE_BYTE_BINARY, 3, 2), 2, 3).doubles())
        .containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void colourImages() throws IOException {
    Path file = png(BufferedImage.TYPE_INT_RGB, 2, 1);
    assertThat(image(file, 1, 3, 1, 2).doubles())
        .containsExactly(0, 10 / 255.0, 1 / 255.0, 11 / 255.0, 2 / 255.0, 12 / 255.0);
    assertThat(image(file, 1, 1, 2, 3).doubles())
        .containsExactly(0, 1 / 255.0, 2 / 255.0, 10 / 255.0, 11 / 255.0, 12 / 255.0);
    PixelNormalisation two = new PixelNormalisation(new double[] {0, 0}, new double[] {1});
    assertThatThrownBy(() -> PngImage.read(file, floats(1, 3, 1, 2), two))
        .hasMessageContaining("3 channels");
  }

  @Test
  void imagesThatDoNotFitAreRefused() throws IOException {
    Path grey = png(BufferedImage.TYPE_BYTE_GRAY, 3, 2);
    assertThatThrownBy(() -> image(grey, 1, 1, 3, 2)).hasMessageContaining("3 × 2 pixels");
    assertThatThrownBy(() -> image(grey, 1, 3, 2, 3))
        .hasMessageContaining("1 channels, the network takes 3");
    assertThatThrownBy(
            () ->
                PngImage.read(grey, new ValueInfo(DataType.INT64, 2, 3), PixelNormalisation.none()))
        .hasMessageContaining("int64");
    assertThatThrownBy(() -> read(grey, inputs("a", "b"))).hasMessageContaining("one of [a, b]");
    assertThatThrownBy(() -> image(png(BufferedImage.TYPE_INT_RGB, 3, 2), 2, 3))
        .hasMessageContaining("3 channels");
    assertThatThrownBy(() -> image(png(BufferedImage.TYPE_INT_ARGB, 3, 2), 1, 3, 2, 3))
        .hasMessageContaining("transparency");
    assertThatThrownBy(() -> image(png(BufferedImage.TYPE_USHORT_GRAY, 3, 2), 2, 3))
        .hasMessageContaining("16 bits");
  }

  @Test
  void brokenImagesAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(png(BufferedImage.TYPE_BYTE_GRAY, 3, 2));
    Path file = folder.resolve("broken.png");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bytes =
          Arrays.copyOf(good, i % 2 == 0 ? good.length : 8 + random.nextInt(good.length - 8));
      bytes[8 + random.nextInt(bytes.length - 8 + 1) - 1] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      try {
        assertThat(image(file, 2, 3).size()).isEqualTo(6);
      } catch (MalformedTensorException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }
}
