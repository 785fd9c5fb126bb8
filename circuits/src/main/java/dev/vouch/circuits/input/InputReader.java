package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads data of a network's inputs or outputs, telling the format by the content: a folder of ONNX
 * test data, .npz, .npy, PNG, JSON, other text as CSV, otherwise an ONNX tensor (.pb). Tensors come
 * by name, or one comes under {@link Samples#UNNAMED}; shapes are those of the file, to be fitted
 * by {@link Samples}.
 */
public final class InputReader {
  /** Enough for any magic number, and for what may stand before a JSON value. */
  private static final int START_BYTES = 1024;

  private static final int MOST_NAMES = 20;

  private InputReader() {}

  /**
   * Tensors for inputs.
   *
   * @param inputs types and shapes of the inputs by name, in order
   * @param options what the file does not say
   * @throws MalformedTensorException if the content is broken, of no known format, or cannot be
   *     meant for these inputs
   */
  public static Map<String, TensorData> read(
      Path path, Map<String, ValueInfo> inputs, FormatOptions options) throws IOException {
    return read(path, PortKind.INPUT, inputs, options);
  }

  /**
   * Tensors that are expected as outputs: of ONNX test data the outputs, of JSON {@code
   * output_data}, else as {@link #read} has it.
   *
   * @param outputs types and shapes of the outputs by name, in order
   * @param options what the file does not say
   * @throws MalformedTensorException as {@link #read}
   */
  public static Map<String, TensorData> readOutputs(
      Path path, Map<String, ValueInfo> outputs, FormatOptions options) throws IOException {
    return read(path, PortKind.OUTPUT, outputs, options);
  }

  /** Whether a file is read as CSV, of which the numbers have the types of the ports. */
  public static boolean isTable(Path path) throws IOException {
    return !Files.isDirectory(path) && isTable(start(path));
  }

  /**
   * Names of the columns of a table.
   *
   * @throws MalformedTensorException if it has no line
   */
  public static List<String> columns(Path table) throws IOException {
    return CsvTensors.header(table);
  }

  /** Text that is not JSON. */
  private static boolean isTable(byte[] start) {
    return !JsonTensors.looksLikeJson(start) && CsvTensors.looksLikeText(start);
  }

  private static Map<String, TensorData> read(
      Path path, PortKind kind, Map<String, ValueInfo> infos, FormatOptions options)
      throws IOException {
    if (Files.isDirectory(path)) {
      return NumeralNames.placed(
          OnnxTestData.read(path, kind, List.copyOf(infos.keySet())), infos, options);
    }
    byte[] start = start(path);
    if (startsWith(start, 'P', 'K')) {
      return NumeralNames.placed(readArchive(path, infos), infos, options);
    } else if (startsWith(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return NumeralNames.placed(Map.of(Samples.UNNAMED, Npy.read(path)), infos, options);
    } else if (startsWith(start, 0x89, 'P', 'N', 'G')) {
      return Map.of(Samples.UNNAMED, PngImage.read(path, only(infos), options.pixels()));
    } else if (JsonTensors.looksLikeJson(start)) {
      return JsonTensors.read(path, kind, infos, options.classes());
    } else if (isTable(start)) {
      return CsvTensors.read(path, infos, options);
    }
    return NumeralNames.placed(
        Map.of(Samples.UNNAMED, OnnxTestData.readTensor(path)), infos, options);
  }

  /** One array is that of the only port, whatever its name. */
  private static Map<String, TensorData> readArchive(Path path, Map<String, ValueInfo> infos)
      throws IOException {
    List<String> names = Npz.names(path);
    long cells = infos.values().stream().mapToLong(ValueInfo::size).sum();
    if (infos.size() == 1 && names.size() == 1) {
      return Map.of(Samples.UNNAMED, Npz.read(path, name -> true, cells).get(names.get(0)));
    }
    for (Map.Entry<String, ValueInfo> info : infos.entrySet()) {
      if (!names.contains(info.getKey())) {
        throw new MalformedTensorException(
            "'"
                + info.getKey()
                + "' ("
                + info.getValue()
                + ") is missing; the arrays are "
                + shown(names));
      }
    }
    return Npz.read(path, infos::containsKey, cells);
  }

  /** An archive may hold very many arrays. */
  private static String shown(List<String> names) {
    return names.size() <= MOST_NAMES
        ? names.toString()
        : names.subList(0, MOST_NAMES) + " and " + (names.size() - MOST_NAMES) + " more";
  }

  private static ValueInfo only(Map<String, ValueInfo> infos) throws MalformedTensorException {
    if (infos.size() != 1) {
      throw new MalformedTensorException("an image can only be one of " + infos.keySet());
    }
    return infos.values().iterator().next();
  }

  private static byte[] start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(START_BYTES);
    }
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    boolean same = bytes.length >= magic.length;
    for (int i = 0; same && i < magic.length; i++) {
      same = bytes[i] == (byte) magic[i];
    }
    return same;
  }
}
