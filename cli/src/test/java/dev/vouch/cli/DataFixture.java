package dev.vouch.cli;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Data files of every format, written into one folder. */
public record DataFixture(Path folder) {
  private static TensorData tensor(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  public String text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  public String npy(String name, int[] shape, double... values) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, tensor(shape, values));
    }
    return file.toString();
  }

  /** One array {@code key}, and another that no network here has. */
  public String npz(String name, String key, int[] shape, double... values) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      Npz.write(out, Map.of(key, tensor(shape, values), "labels", TensorData.ofVector(1)));
    }
    return file.toString();
  }

  public String pb(String name, int[] shape, double... values) throws IOException {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
    Arrays.stream(shape).forEach(proto::addDims);
    Arrays.stream(values).forEach(value -> proto.addFloatData((float) value));
    return Files.write(folder.resolve(name), proto.build().toByteArray()).toString();
  }

  /** ONNX test data with one input and one output. */
  public String testData(String name, int[] shape, double[] input, double[] output)
      throws IOException {
    Files.createDirectories(folder.resolve(name));
    pb(name + "/input_0.pb", shape, input);
    pb(name + "/output_0.pb", shape, output);
    return folder.resolve(name).toString();
  }

  /** A picture with these channel values, row by row; the type is one of {@link BufferedImage}. */
  public String png(String name, int type, int width, int height, int... values)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    image.getRaster().setPixels(0, 0, width, height, values);
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file.toString();
  }

  public static String json(double... values) {
    return Arrays.stream(values)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
