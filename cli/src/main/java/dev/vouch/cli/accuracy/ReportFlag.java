package dev.vouch.cli.accuracy;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the whole accuracy report goes. */
public final class ReportFlag {
  private static final String BESIDE_RESULT = "-";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = BESIDE_RESULT,
      description =
          "The whole accuracy report, into a file or, without FILE, after the result. It tells how"
              + " large the network's values get.")
  private @Nullable String file;

  public boolean wanted() {
    return file != null;
  }

  /**
   * Checks before any work is done that the report may be written.
   *
   * @return null if it goes to no file
   */
  public @Nullable OutputFile open(boolean overwrite) throws CommandException, IOException {
    return file == null || file.equals(BESIDE_RESULT)
        ? null
        : OutputFile.openSecret(file, overwrite);
  }

  /**
   * Writes the report into its file, or else returns what the result is followed by.
   *
   * @param to as {@link #open} gave it
   */
  public String write(AccuracyDocument document, @Nullable OutputFile to) throws IOException {
    if (!wanted()) {
      return "";
    }
    if (to == null) {
      return "\n" + document.text();
    }
    to.write(document.text().getBytes(StandardCharsets.UTF_8));
    return "report    " + to + "\n";
  }
}
