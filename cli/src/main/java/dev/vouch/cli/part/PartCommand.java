package dev.vouch.cli.part;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch part}: takes one part out of a model that {@code split} wrote. */
@Command(
    name = "part",
    mixinStandardHelpOptions = true,
    description = {
      "Take one part out of a model that split wrote, for the machine that proves it: a model of",
      "its own, with no weights of the other parts. It is proven with prove --chain MODEL.vk."
    })
public final class PartCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL.vouch", description = "The model that split wrote.")
  private String model = "";

  @Parameters(index = "1", paramLabel = "K", description = "Number of the part, from 0.")
  private int number;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The part; secret if weights are hidden. Default: MODEL.K.vouch here.")
  private @Nullable String out;

  @Option(names = "--force", description = "Overwrite an existing file; write to a terminal.")
  private boolean force;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    String name = out == null ? FileNames.inCurrentFolder(model, "." + number + ".vouch") : out;
    OutputFile file = OutputFile.openSecret(name, force);
    OutputFile.requireNotRead(List.of(model), file);
    reporting.requireFreeStandardOutput(List.of(file));
    ChainPart part = CompiledChain.readPart(new InputFile(model), number, model);
    byte[] bytes = part.model().encode();
    file.write(bytes);
    return reporting.confirm(Report.of(new Written(file, bytes.length, part)), List.of(file));
  }

  private record Written(OutputFile file, int bytes, ChainPart part) implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("model", file.toString())
          .put("modelBytes", bytes)
          .put("part", part.number())
          .put("modelId", part.model().key().modelId().hex())
          .put("chainId", part.key().modelId().hex());
    }

    @Override
    public List<Block> blocks() {
      boolean hidden = !part.model().key().circuit().publicWeights();
      String secrecy = hidden ? "  (holds the part's weights: keep it secret)" : "";
      return List.of(
          Block.row("model", file + "  " + Units.size(bytes) + secrecy),
          Block.row("part", part.number() + " of " + part.key().keys().size()),
          Block.row("chain id", part.key().modelId().hex()));
    }
  }
}
