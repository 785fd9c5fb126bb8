package dev.vouch.cli.digits;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The digit classifier that comes with vouch.
 *
 * @param arrays digits to classify, and their labels
 */
public record DigitNetwork(Graph graph, Map<String, TensorData> arrays) {
  private static final String MODEL = "digits.onnx";
  private static final String DIGITS = "digits.npz";
  private static final String LABELS = "labels";

  /** Unpacks and reads it; nothing is left behind. */
  public static DigitNetwork read()
      throws IOException, MalformedTensorException, UnsupportedModelException {
    Path folder = Files.createTempDirectory("vouch-demo");
    Path model = folder.resolve(MODEL);
    Path digits = folder.resolve(DIGITS);
    try {
      extract(MODEL, model);
      extract(DIGITS, digits);
      return new DigitNetwork(
          GraphImporter.read(model, ImportOptions.defaults()), Npz.read(digits));
    } finally {
      Files.deleteIfExists(model);
      Files.deleteIfExists(digits);
      Files.deleteIfExists(folder);
    }
  }

  private static void extract(String name, Path target) throws IOException {
    try (InputStream in = DigitNetwork.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("resource " + name);
      }
      Files.copy(in, target);
    }
  }

  /** Its digits as inputs of the network. */
  public Samples samples() throws MalformedTensorException {
    return Samples.of(graph, arrays);
  }

  /**
   * Which of the digits is a {@code digit}.
   *
   * @throws IllegalArgumentException if none is
   */
  public int indexOf(int digit) {
    TensorData labels = arrays.get(LABELS);
    for (int i = 0; labels != null && i < labels.size(); i++) {
      if (labels.longs()[i] == digit) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no digit " + digit);
  }
}
