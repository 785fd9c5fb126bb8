package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ChainFlags;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.CommittedData;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch prove} does with a model of several parts where they are proven apart from each
 * other: what passes between them, or one part.
 *
 * @param compact whether proofs are made compact
 * @param force whether existing files are replaced
 */
record ChainRun(
    String model,
    SampleFlag input,
    CommittedFlag committed,
    ChainFlags flags,
    StrictFlag strict,
    boolean compact,
    boolean force,
    int threads,
    Reporting reporting) {
  /**
   * Does it; returns the exit code.
   *
   * @param proofName the proof's file
   * @param openingsName where openings of the part's hidden inputs and outputs go; null if they are
   *     not kept
   * @param context of the application
   */
  int run(String proofName, @Nullable String openingsName, byte[] context) throws Exception {
    return flags.isOfPart()
        ? new PartRun(this).run(proofName, openingsName, context)
        : writeBoundaries();
  }

  /** Files that no result may replace. */
  List<String> read() {
    return Stream.of(List.of(model), input.files(), committed.files())
        .flatMap(List::stream)
        .toList();
  }

  private int writeBoundaries() throws Exception {
    if (flags.boundaries().size() != 1) {
      throw CommandException.usage("what passes goes to one file; --boundaries; give it once");
    }
    OutputFile file = OutputFile.openSecret(flags.boundaries().get(0), force);
    OutputFile.requireNotRead(read(), file);
    reporting.requireFreeStandardOutput(List.of(file));
    ChainModelFile compiled = CompiledChain.read(new InputFile(model));
    long start = System.nanoTime();
    ChainExecution run;
    try (CommittedData data = committed.open(compiled.key())) {
      ProofInput given = ProofInput.read(input, data, compiled.key(), compiled.inputs(), reporting);
      run = ChainProver.run(compiled, given.sample(), given.committed());
    }
    Failure failure = strict.judge(run.warnings(), model, reporting);
    if (failure != null) {
      return reporting.print(Report.failure(failure, new WarningSection(run.warnings())));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChainBoundaries.draw(compiled.key(), run).write(bytes);
    file.write(bytes.toByteArray());
    return reporting.confirm(
        Report.of(
            new Drawn(file, bytes.size(), compiled, System.nanoTime() - start),
            new WarningSection(run.warnings())),
        List.of(file));
  }

  /** What passes in a run. */
  private record Drawn(OutputFile file, int bytes, ChainModelFile chain, long nanos)
      implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("boundaries", file.toString())
          .put("boundaryBytes", bytes)
          .put("parts", chain.parts().size())
          .put("seconds", Units.seconds(nanos))
          .put("chainId", chain.key().modelId().hex());
    }

    @Override
    public List<Block> blocks() {
      return List.of(
          Block.row("passing", file + "  " + Units.size(bytes) + "  (secret)"),
          Block.row("next", "prove --part 0 to " + (chain.parts().size() - 1) + ", then join"),
          Block.row("time", Units.time(nanos)));
    }
  }
}
