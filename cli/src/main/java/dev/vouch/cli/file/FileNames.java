package dev.vouch.cli.file;

import java.nio.file.Path;

/** Names of output files that the user does not give. */
public final class FileNames {
  private FileNames() {}

  /**
   * {@code /data/net.onnx} and {@code .vouch} give {@code net.vouch}, in the current folder. Of
   * {@code NAME=FILE} the file counts.
   */
  public static String inCurrentFolder(String input, String extension) {
    String file = input.substring(input.lastIndexOf('=') + 1);
    if (file.equals("-")) {
      return "model" + extension;
    }
    Path name = Path.of(file).toAbsolutePath().normalize().getFileName();
    return replaceExtension(name == null ? "model" : name.toString(), extension);
  }

  /** Another extension in the same folder; {@code -} has no folder. */
  public static String replaceExtension(String path, String extension) {
    if (path.equals("-")) {
      return "model" + extension;
    }
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    return (dot > slash + 1 ? path.substring(0, dot) : path) + extension;
  }
}
