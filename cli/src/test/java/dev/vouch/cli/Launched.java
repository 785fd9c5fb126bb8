package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a process of the packaged command did. */
record Launched(int code, byte[] out, String err) {
  static final String LAUNCHER = Path.of(System.getProperty("vouch.root"), "vouch").toString();

  private static final int SECONDS = 120;

  /**
   * Runs a command.
   *
   * @param folder where it runs
   * @param environment added to that of the tests
   * @param stdin null for none
   */
  static Launched run(
      Path folder, Map<String, String> environment, @Nullable Path stdin, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    if (stdin != null) {
      builder.redirectInput(stdin.toFile());
    }
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Launched(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  String text() {
    return new String(out, StandardCharsets.UTF_8);
  }
}
