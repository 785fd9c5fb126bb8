package dev.vouch.circuits.onnx;

import dev.vouch.verifier.format.FileKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.ZipFile;

/**
 * What is given in place of an ONNX model by mistake, by what the file begins with.
 *
 * @param what it is, in words
 * @param help what to do about it
 */
record ForeignFormat(String what, String help) {
  private static final int START_BYTES = 4096;
  private static final int TAR_MAGIC = 257;
  private static final String ARCHIVE_HELP = "unpack it, and give the .onnx file in it";
  private static final String TORCH_HELP =
      "export the model: torch.onnx.export(model, example, \"model.onnx\")";
  private static final String KERAS_HELP =
      "export the model: model.export(\"model.onnx\", format=\"onnx\"), or use tf2onnx";
  private static final String SKLEARN_HELP = "convert the model with skl2onnx";
  private static final String WEIGHTS_HELP =
      "it holds weights, no graph: export the model from its framework";

  /** A format, and how a file of it begins, one byte a character. */
  private record Known(Predicate<String> begins, String what, String help) {
    static Known of(String magic, String what, String help) {
      return at(0, magic, what, help);
    }

    static Known at(int offset, String magic, String what, String help) {
      return new Known(start -> start.startsWith(magic, offset), what, help);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          Known.of(
              "version https://git-lfs",
              "a Git LFS pointer",
              "git lfs pull fetches the model in its place"),
          new Known(
              ForeignFormat::isHtml,
              "an HTML page",
              "download the file itself, not the page that shows it"),
          Known.of("\u001f\u008b", "a gzip archive", ARCHIVE_HELP),
          Known.of("BZh", "a bzip2 archive", ARCHIVE_HELP),
          Known.of("\u00fd7zXZ", "an xz archive", ARCHIVE_HELP),
          Known.of("\u0028\u00b5\u002f\u00fd", "a Zstandard archive", ARCHIVE_HELP),
          Known.of("7z\u00bc\u00af", "a 7z archive", ARCHIVE_HELP),
          Known.at(TAR_MAGIC, "ustar", "a tar archive", ARCHIVE_HELP),
          Known.of("\u0089HDF\r\n", "an HDF5 file, as Keras writes it", KERAS_HELP),
          Known.at(4, "TFL3", "a TensorFlow Lite model", "convert it with tf2onnx --tflite"),
          Known.at(
              4, "ORTM", "a model in onnxruntime's own format", "give the .onnx file it came from"),
          Known.of("GGUF", "a GGUF file", WEIGHTS_HELP),
          Known.at(8, "{\"", "a safetensors file", WEIGHTS_HELP),
          new Known(ForeignFormat::isOldTorch, "a PyTorch file", TORCH_HELP),
          new Known(
              start -> isPickle(start) && start.contains("sklearn"),
              "a pickled scikit-learn model",
              SKLEARN_HELP),
          new Known(
              ForeignFormat::isPickle,
              "a Python pickle",
              "load it in Python, and export the model with its framework's exporter"),
          Known.of("tree\nversion=", "a LightGBM model as text", "convert it with onnxmltools"),
          Known.of("{\"learner\"", "an XGBoost model", "convert it with onnxmltools"),
          Known.of("CBM1", "a CatBoost model", "save it with format=\"onnx\""),
          Known.of("\u0093NUMPY", "a NumPy array", "the model comes first, data after --data"),
          Known.of("\u0089PNG", "a PNG image", "the model comes first, data after --data"),
          Known.of("<?xml", "an XML file", "export the model as ONNX"),
          new Known(ForeignFormat::isText, "text", "give the model's .onnx file"));

  /** What a file is that is no ONNX model; empty if that cannot be told. */
  static Optional<ForeignFormat> of(Path file, byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of(new ForeignFormat("empty", "download or export the model again"));
    }
    String start =
        new String(bytes, 0, Math.min(bytes.length, START_BYTES), StandardCharsets.ISO_8859_1);
    Optional<FileKind> own = FileKind.of(bytes);
    if (own.isPresent()) {
      return Optional.of(
          new ForeignFormat("a " + own.get().words(), "give the model it was compiled from"));
    }
    return start.startsWith("PK\3\4")
        ? Optional.of(archive(file))
        : KNOWN.stream()
            .filter(format -> format.begins().test(start))
            .map(format -> new ForeignFormat(format.what(), format.help()))
            .findFirst();
  }

  /** PyTorch, Keras and NumPy write zip archives. */
  private static ForeignFormat archive(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names = zip.stream().map(entry -> entry.getName()).toList();
      if (names.stream().anyMatch(name -> name.endsWith("data.pkl"))) {
        return new ForeignFormat("a PyTorch file", TORCH_HELP);
      }
      if (names.stream().anyMatch(name -> name.endsWith(".weights.h5"))) {
        return new ForeignFormat("a Keras model", KERAS_HELP);
      }
      if (!names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"))) {
        return new ForeignFormat(
            "an archive of NumPy arrays (.npz)", "the model comes first, data after --data");
      }
    } catch (IOException e) {
      return new ForeignFormat("a damaged zip archive", ARCHIVE_HELP);
    }
    return new ForeignFormat("a zip archive", ARCHIVE_HELP);
  }

  private static boolean isHtml(String start) {
    String text = start.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html");
  }

  /** Protocols 2 to 5 begin with an opcode and their number. */
  private static boolean isPickle(String start) {
    return start.length() > 2
        && start.charAt(0) == 0x80
        && start.charAt(1) >= 2
        && start.charAt(1) <= 5;
  }

  /** PyTorch before 1.6: a pickle of a fixed long number. */
  private static boolean isOldTorch(String start) {
    return start.startsWith("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.");
  }

  private static boolean isText(String start) {
    return start
        .chars()
        .allMatch(c -> (c >= ' ' && c != 127) || c == '\t' || c == '\n' || c == '\r');
  }
}
