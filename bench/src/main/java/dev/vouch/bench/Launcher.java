package dev.vouch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code vouch} command, each call a fresh process.
 *
 * @param path the launcher
 */
record Launcher(Path path) {
  /** A command that refused its work. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Runs a command with {@code --json}; what it says on standard error is dropped.
   *
   * @return the object that it printed
   * @throws RefusedException with the command's own message if it did not succeed
   */
  JsonNode run(String... words) throws IOException, InterruptedException, RefusedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(words));
    command.add("--json");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (printed.isEmpty()) {
      throw new RefusedException("exit code " + code + " without a message");
    }
    JsonNode report = new ObjectMapper().readTree(printed);
    if (!report.path("ok").asBoolean()) {
      throw new RefusedException(report.path("message").asText());
    }
    return report;
  }
}
