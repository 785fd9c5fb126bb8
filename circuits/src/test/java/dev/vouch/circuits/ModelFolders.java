package dev.vouch.circuits;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders of trained models, each with {@code model.onnx}, {@code inputs.npz} and {@code
 * expected.npz}: the small ones lie in the project, the others in the shared folder.
 */
public final class ModelFolders {
  private static final Path EXAMPLES = Path.of("..", "examples", "models");

  private ModelFolders() {}

  /** A model's folder; the test is skipped with a message when it is nowhere. */
  public static Path require(String name) {
    Path example = EXAMPLES.resolve(name);
    return Files.isDirectory(example) ? example : SharedData.require("models/" + name);
  }
}
