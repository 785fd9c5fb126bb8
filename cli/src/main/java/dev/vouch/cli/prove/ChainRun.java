package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ChainFlags;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainPartProver;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.SaturatedException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    Integer part = flags.part();
    return part == null ? writeBoundaries() : provePart(part, proofName, openingsName, context);
  }

  private List<String> read() {
    return Stream.of(List.of(model), input.files(), committed.files())
        .flatMap(List::stream)
        .toList();
  }

  private ProveOptions options(byte[] context, ProgressBar progress) {
    ProveOptions options =
        ProveOptions.defaults()
            .withContext(context)
            .withListener(
                (stage, done, total) -> progress.show("proving: " + stage.label(), done, total));
    return strict.strict() ? options.withStrict() : options;
  }

  private int saturated(SaturatedException e) {
    return reporting.print(
        Report.failure(
            Objects.requireNonNull(strict.judge(e.warnings(), model, reporting)),
            new WarningSection(e.warnings())));
  }

  private int writeBoundaries() throws Exception {
    OutputFile file = OutputFile.openSecret(Objects.requireNonNull(flags.boundaries()), force);
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

  private int provePart(int part, String proofName, @Nullable String openingsName, byte[] context)
      throws Exception {
    String boundaryFile = flags.boundaries();
    if (boundaryFile == null) {
      throw CommandException.usage(
          "a part is proven with what passes between parts; --part; write that first, with"
              + " --boundaries FILE and without --part");
    }
    InputFile.requireOneStandardInput(model, input.files(), List.of(boundaryFile));
    OutputFile file = OutputFile.open(proofName, force);
    OutputFile openings = openingsName == null ? null : OutputFile.openSecret(openingsName, force);
    OutputFile.requireDifferent(file, openings);
    OutputFile.requireNotRead(read(), file, openings);
    OutputFile.requireNotRead(List.of(boundaryFile), file, openings);
    List<OutputFile> written = openings == null ? List.of(file) : List.of(file, openings);
    reporting.requireFreeStandardOutput(written);
    ChainModelFile compiled = CompiledChain.read(new InputFile(model));
    ContextFlag.requireFits(context, compiled.key(), false);
    if (part < 0 || part >= compiled.parts().size()) {
      throw CommandException.usage(
          "no part " + part + "; --part; give 0 to " + (compiled.parts().size() - 1));
    }
    ChainBoundaries boundaries = boundaries(compiled, boundaryFile);
    ProofInput given = given(compiled, part);
    try (ChainPartProver prover = ChainPartProver.of(compiled, part, threads);
        ProgressBar progress = reporting.progress()) {
      long start = System.nanoTime();
      ProvedInference proved =
          prover.prove(given.sample(), given.committed(), boundaries, options(context, progress));
      byte[] proof = proved.proof();
      if (compact) {
        byte[] bound = ChainContext.of(compiled.key().modelId(), part, context);
        proof = Verifier.compact(compiled.parts().get(part).key(), proof, bound);
      }
      long nanos = System.nanoTime() - start;
      progress.close();
      strict.judge(proved.warnings(), model, reporting);
      if (openings != null) {
        openings.write(OpeningsPlace.bytes(proved.openings(), given.index()));
      }
      file.write(proof);
      List<TensorReport> outputs = TensorReports.outputs(proof, compiled.key(), part);
      return reporting.confirm(
          Report.of(
              new Written(compiled, file, proof.length, outputs, nanos, threads),
              new CommittedSection(given.names(), openings == null ? null : openings.toString()),
              new WarningSection(proved.warnings())),
          written);
    } catch (SaturatedException e) {
      return saturated(e);
    }
  }

  /** What a part reads: committed rows are those of the whole. */
  private ProofInput given(ChainModelFile compiled, int part) throws Exception {
    try (CommittedData data = committed.open(compiled.key())) {
      return ProofInput.read(input, data, compiled.key(), compiled.inputs(part), reporting);
    }
  }

  private static ChainBoundaries boundaries(ChainModelFile compiled, String file) throws Exception {
    byte[] bytes = new InputFile(file).bytes();
    try {
      return ChainBoundaries.read(compiled.key(), new ByteArrayInputStream(bytes));
    } catch (MalformedCommitmentException e) {
      throw new CommandException(
          ExitCode.MALFORMED,
          e.reasonName(),
          e.getMessage() + "; " + file + "; give what prove --boundaries wrote");
    }
  }

  /** A proof of a part. */
  private record Written(
      ChainModelFile chain,
      OutputFile file,
      int bytes,
      List<TensorReport> outputs,
      long nanos,
      int threads)
      implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("proof", file.toString())
          .put("proofBytes", bytes)
          .put("seconds", Units.seconds(nanos))
          .put("threads", threads);
      PeakMemory.put(root);
      root.put("chainId", chain.key().modelId().hex());
      TensorReport.putAll(root.putObject("outputs"), outputs);
    }

    @Override
    public List<Block> blocks() {
      List<Block> blocks = new ArrayList<>();
      blocks.add(Block.row("proof", file + "  " + Units.size(bytes)));
      outputs.forEach(output -> blocks.add(Block.row("output", output.text())));
      blocks.add(Block.row("time", Units.time(nanos) + " on " + threads + " threads"));
      return blocks;
    }
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
