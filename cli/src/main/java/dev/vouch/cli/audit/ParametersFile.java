package dev.vouch.cli.audit;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the parameters of an architecture are, unless the user says it. */
final class ParametersFile {
  private static final String PLAIN = "params.json";
  private static final List<String> EXTENSIONS = List.of(".architecture.onnx", ".onnx");

  private ParametersFile() {}

  /**
   * The file beside an architecture: {@code NAME.params.json} of {@code NAME.architecture.onnx} or
   * {@code NAME.onnx}, as {@code compile} writes it, or else {@code params.json}.
   *
   * @throws CommandException if neither is there, or the architecture is standard input
   */
  static String beside(String architecture) throws CommandException {
    if (architecture.equals("-")) {
      throw CommandException.usage(
          "no parameters are given; an architecture from standard input has no file beside it;"
              + " give --params");
    }
    List<String> candidates =
        Stream.concat(ofSameName(architecture).stream(), Stream.of(folder(architecture) + PLAIN))
            .toList();
    for (String candidate : candidates) {
      if (Files.exists(Path.of(candidate))) {
        return candidate;
      }
    }
    throw new CommandException(
        ExitCode.USAGE,
        "NO_SUCH_FILE",
        "no parameters beside the architecture; "
            + String.join(" or ", candidates)
            + "; name them with --params");
  }

  private static Optional<String> ofSameName(String architecture) {
    return EXTENSIONS.stream()
        .filter(architecture::endsWith)
        .findFirst()
        .map(extension -> architecture.substring(0, architecture.length() - extension.length()))
        .map(name -> name + "." + PLAIN);
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }
}
