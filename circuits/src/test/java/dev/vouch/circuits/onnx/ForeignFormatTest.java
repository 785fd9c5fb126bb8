package dev.vouch.circuits.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file that is no ONNX model. */
class ForeignFormatTest {
  @TempDir private Path folder;

  private void assertRefused(byte[] content, String what) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content);
    assertThatThrownBy(() -> GraphImporter.read(file, ImportOptions.defaults()))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageStartingWith("model.onnx is " + what);
  }

  /** In the first column escapes of four hexadecimal digits stand for one byte each. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "version https://git-lfs.example/spec/v1 oid sha256:00 size 9 | a Git LFS pointer, no ONNX"
            + " model; git lfs pull",
        "  <!DOCTYPE html><html></html>         | an HTML page",
        "<html lang=~en~></html>                | an HTML page",
        "BZh91AY&SY                             | a bzip2 archive",
        "\\u0089HDF\\u000d\\u000a\\u001a\\u000a | an HDF5 file",
        "\\u0018\\u0000\\u0000\\u0000TFL3       | a TensorFlow Lite model",
        "\\u0018\\u0000\\u0000\\u0000ORTM       | a model in onnxruntime's own format",
        "\\u0020\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000{\"w\": | a safetensors file",
        "\\u0080\\u0004\\u0095csklearn.linear   | a pickled scikit-learn model",
        "\\u0080\\u0004\\u0095cbuiltins         | a Python pickle",
        "GGUF\\u0003                            | a GGUF file",
        "VOUCHKEY\\u0001\\u0000\\u0000\\u0000   | a verifying key",
        "import torch                           | text",
        "\\u000f\\u00ff                         | no ONNX model: ",
      })
  void byItsBeginning(String start, String what) throws IOException {
    assertRefused(bytes(start.replace("~", "\"")), what);
  }

  private static byte[] bytes(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.startsWith("\\u", i)) {
        text.append((char) Integer.parseInt(escaped.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        text.append(escaped.charAt(i));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "archive/data.pkl       | a PyTorch file, no ONNX model; export the model: torch.onnx",
        "model.weights.h5       | a Keras model",
        "x.npy                  | an archive of NumPy arrays",
        "release/model.onnx     | a zip archive",
      })
  void archivesByWhatIsInThem(String entry, String what) throws IOException {
    Path zip = folder.resolve("zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(1);
    }
    assertRefused(Files.readAllBytes(zip), what);
  }

  @Test
  void aGzipArchiveAndAnEmptyFile() throws IOException {
    Path gzip = folder.resolve("gzip");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(8);
    }
    assertRefused(Files.readAllBytes(gzip), "a gzip archive");
    assertRefused(new byte[0], "empty");
    assertThat(folder.resolve("model.onnx")).isEmptyFile();
  }
}
