package dev.vouch.bench;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network to measure and inputs for it.
 *
 * @param onnx the model
 * @param data samples of its inputs (.npz), which it is calibrated on too
 */
record BenchModel(String name, Path onnx, Path data) {
  private static final Path SHARED =
      Path.of(System.getProperty("vouch.shared", "../shared")).resolve("models");
  private static final String MODEL_FILE = "model.onnx";
  private static final String DATA_FILE = "inputs.npz";
  private static final int SAMPLES = 4;

  /**
   * One of {@link Networks} or {@link ImageNet}, a folder of the shared models, or the path of such
   * a folder.
   */
  static BenchModel find(String name, Path scratch) throws IOException {
    Optional<OwnNetwork> own =
        Stream.<OwnNetwork>concat(
                Arrays.stream(Networks.values()), Arrays.stream(ImageNet.values()))
            .filter(network -> name.equals(nameOf(network)))
            .findFirst();
    if (own.isPresent()) {
      return generated(name, own.get().model(), scratch);
    }
    Path folder = Files.isDirectory(Path.of(name)) ? Path.of(name) : SHARED.resolve(name);
    for (String file : List.of(MODEL_FILE, DATA_FILE)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new NoSuchFileException(
            folder.resolve(file).toString(),
            null,
            "no own network '" + name + "' and no such file");
      }
    }
    return new BenchModel(
        folder.getFileName().toString(), folder.resolve(MODEL_FILE), folder.resolve(DATA_FILE));
  }

  /** Names of all own networks but {@link ImageNet}'s, and of all shared models that are there. */
  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    Arrays.stream(Networks.values()).map(BenchModel::nameOf).forEach(names::add);
    if (Files.isDirectory(SHARED)) {
      try (Stream<Path> folders = Files.list(SHARED)) {
        folders
            .filter(folder -> Files.isRegularFile(folder.resolve(MODEL_FILE)))
            .map(folder -> folder.getFileName().toString())
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private static String nameOf(OwnNetwork network) {
    return network.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a network of one input and random samples, uniform in [−1, 1]. */
  static BenchModel generated(String name, ModelProto model, Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve(name));
    Path onnx = folder.resolve(MODEL_FILE);
    Path data = folder.resolve(DATA_FILE);
    Files.write(onnx, model.toByteArray());
    ValueInfoProto input = model.getGraph().getInput(0);
    IntStream lengths =
        input.getType().getTensorType().getShape().getDimList().stream()
            .mapToInt(dimension -> (int) dimension.getDimValue());
    int[] shape = IntStream.concat(IntStream.of(SAMPLES), lengths).toArray();
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    double[] values = new Random(2).doubles(size, -1, 1).toArray();
    try (OutputStream out = Files.newOutputStream(data)) {
      Npz.write(out, Map.of(input.getName(), TensorData.ofDoubles(DataType.FLOAT, shape, values)));
    }
    return new BenchModel(name, onnx, data);
  }

  Graph graph() throws IOException, UnsupportedModelException {
    return GraphImporter.read(onnx, ImportOptions.defaults());
  }

  Samples samples(Graph graph) throws IOException, MalformedTensorException {
    return Samples.of(graph, Npz.read(data));
  }
}
