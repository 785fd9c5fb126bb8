package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.OutputFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model and the key that a network becomes. */
public final class ModelFilesFlag {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The provable model; secret if weights are hidden. Default: MODEL.vouch here.")
  private @Nullable String modelFile;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The verifying key. Default: beside the model, MODEL.vk.")
  private @Nullable String keyFile;

  @Option(names = "--force", description = "Overwrite existing files; write to a terminal.")
  private boolean force;

  /** Whether existing files are replaced. */
  public boolean force() {
    return force;
  }

  /**
   * The model's file.
   *
   * @param network the ONNX file
   */
  public OutputFile model(String network) throws CommandException, IOException {
    return OutputFile.openSecret(modelName(network), force);
  }

  /** The key's file. */
  public OutputFile key(String network) throws CommandException, IOException {
    return OutputFile.open(keyName(network), force);
  }

  /** Name of the key's file. */
  public String keyName(String network) {
    return keyFile == null ? FileNames.replaceExtension(modelName(network), ".vk") : keyFile;
  }

  private String modelName(String network) {
    return modelFile == null ? FileNames.inCurrentFolder(network, ".vouch") : modelFile;
  }
}
