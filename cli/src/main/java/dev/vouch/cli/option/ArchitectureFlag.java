package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether to write what tells a key's circuit without weights. */
public final class ArchitectureFlag {
  @Option(
      names = "--publish-architecture",
      description = {
        "Also write what vouch audit needs, to be given to verifiers: the network without its",
        "weights, MODEL.architecture.onnx, and MODEL.params.json, both beside the key. They tell",
        "magnitudes of values and weights, most to a power of two. Not for trees."
      })
  private boolean publish;

  /** Whether it is asked for. */
  public boolean isGiven() {
    return publish;
  }

  /**
   * Where it goes; null if it is not asked for.
   *
   * @param key name of the key's file
   * @param overwrite whether existing files are replaced
   */
  public @Nullable ArchitectureFiles files(String key, boolean overwrite)
      throws CommandException, IOException {
    return publish ? ArchitectureFiles.beside(key, overwrite) : null;
  }
}
