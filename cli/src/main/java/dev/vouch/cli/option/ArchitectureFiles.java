package dev.vouch.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.io.IOException;
import java.util.List;

/** The two files that tell what a key computes without its weights. */
public record ArchitectureFiles(OutputFile architecture, OutputFile parameters) {
  /** Beside the key, under its name. */
  static ArchitectureFiles beside(String key, boolean overwrite)
      throws CommandException, IOException {
    return new ArchitectureFiles(
        OutputFile.open(FileNames.replaceExtension(key, ".architecture.onnx"), overwrite),
        OutputFile.open(FileNames.replaceExtension(key, ".params.json"), overwrite));
  }

  /** Writes them, and says what they tell. */
  public Section write(PublishedArchitecture published) throws IOException {
    architecture.write(published.model());
    parameters.write(published.parameters());
    return new Written(this, published);
  }

  private record Written(ArchitectureFiles files, PublishedArchitecture published)
      implements Section {
    @Override
    public void put(ObjectNode root) {
      root.putObject("architecture")
          .put("file", files.architecture().toString())
          .put("bytes", published.model().length)
          .put("withheld", published.withheld())
          .put("parameters", files.parameters().toString())
          .put("parameterBytes", published.parameters().length);
    }

    @Override
    public List<Block> blocks() {
      return List.of(
          Block.row(
              "published",
              files.architecture()
                  + "  "
                  + Units.size(published.model().length)
                  + "  (without "
                  + published.withheld()
                  + " constants that are weights)"),
          Block.continued(files.parameters() + "  " + Units.size(published.parameters().length)),
          Block.continued(
              "both tell names, numbers without axes, and of values and weights how large they"
                  + " are: to a power of two, where tables end to 5 bits"));
    }
  }
}
