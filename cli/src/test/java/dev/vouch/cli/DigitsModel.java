package dev.vouch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's model and digits as files. */
public record DigitsModel(Path onnx, Path digits) {
  public static DigitsModel in(Path folder) throws IOException {
    return new DigitsModel(copy(folder, "digits.onnx"), copy(folder, "digits.npz"));
  }

  private static Path copy(Path folder, String name) throws IOException {
    Path target = folder.resolve(name);
    try (InputStream in = DigitsModel.class.getResourceAsStream("digits/" + name)) {
      Files.copy(in, target);
    }
    return target;
  }
}
