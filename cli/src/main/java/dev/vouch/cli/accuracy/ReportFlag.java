package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
   * Writes the report into its file, if it has one.
   *
   * @param to as {@link #open} gave it
   * @return the report as part of a command's result: in the object always, as text if it is wanted
   */
  public Section write(AccuracyDocument document, @Nullable OutputFile to) throws IOException {
    if (!wanted()) {
      return new Written(document, List.of());
    }
    if (to == null) {
      return new Written(document, List.of(Block.text("", document.text().stripTrailing())));
    }
    to.write(document.text().getBytes(StandardCharsets.UTF_8));
    return new Written(document, List.of(Block.row("report", to.toString())));
  }

  private record Written(AccuracyDocument document, List<Block> blocks) implements Section {
    @Override
    public void put(ObjectNode root) {
      document.put(root);
    }
  }
}
