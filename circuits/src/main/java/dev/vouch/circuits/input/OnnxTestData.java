package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX's test data layout: a folder with {@code input_0.pb}, {@code input_1.pb}, … and {@code
 * output_0.pb}, …, each one tensor, in the order of the model's inputs and outputs; or the folder
 * above with {@code test_data_set_0}, of which the first set is read.
 */
public final class OnnxTestData {
  private static final String FIRST_SET = "test_data_set_0";
  private static final long MAX_BYTES = 1L << 30;
  private static final long MAX_CELLS = 1L << 26;

  private OnnxTestData() {}

  /** Whether a path is such a folder that has outputs. */
  public static boolean hasOutputs(Path folder) {
    return Files.exists(file(set(folder), PortKind.OUTPUT, 0));
  }

  /**
   * The inputs or the outputs.
   *
   * @param names of the model's inputs or outputs, in order
   * @throws MalformedTensorException if there are none though there are names, or too many, or one
   *     cannot be read
   */
  static Map<String, TensorData> read(Path folder, PortKind kind, List<String> names)
      throws IOException {
    Path set = set(folder);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (int i = 0; Files.exists(file(set, kind, i)); i++) {
      if (i == names.size()) {
        throw new MalformedTensorException(
            file(set, kind, i).getFileName()
                + " is one more than the model's "
                + names.size()
                + " "
                + kind.word()
                + "s");
      }
      tensors.put(names.get(i), readTensor(file(set, kind, i)));
    }
    if (tensors.isEmpty() && !names.isEmpty()) {
      throw new MalformedTensorException(
          "the folder " + folder.getFileName() + " has no " + kind.word() + "_0.pb");
    }
    return tensors;
  }

  private static Path set(Path folder) {
    return Files.isDirectory(folder.resolve(FIRST_SET)) ? folder.resolve(FIRST_SET) : folder;
  }

  private static Path file(Path set, PortKind kind, int index) {
    return set.resolve(kind.word() + "_" + index + ".pb");
  }

  /**
   * One tensor.
   *
   * @throws MalformedTensorException if the file is no tensor, or of an unsupported element type
   */
  static TensorData readTensor(Path file) throws IOException {
    TensorProto tensor = readMessage(file);
    try {
      Path folder = file.toAbsolutePath().getParent();
      ExternalData external = new ExternalData(folder == null ? Path.of("") : folder);
      return new TensorDecoder(external, new CellBudget(MAX_CELLS)).decode(tensor);
    } catch (MalformedModelException | UnsupportedDataTypeException e) {
      throw new MalformedTensorException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static TensorProto readMessage(Path file) throws IOException {
    try {
      TensorProto tensor = OnnxFile.readTensor(file, MAX_BYTES);
      if (tensor.getDataType() == 0) {
        throw new MalformedTensorException(file.getFileName() + " is of no known format");
      }
      return tensor;
    } catch (MalformedModelException e) {
      throw new MalformedTensorException("no usable data: " + e.getMessage(), e);
    }
  }
}
