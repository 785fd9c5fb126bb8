package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.Execution;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.ChainKeyFile;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.CompiledModel;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainPartProver;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch prove} does with one part of a chain, of a model that has all parts or that one
 * alone.
 *
 * @param of the words of the command
 */
record PartRun(ChainRun of) {
  /** Proves the part; returns the exit code. */
  int run(String proofName, @Nullable String openingsName, byte[] context) throws Exception {
    List<String> boundaryFiles = of.flags().boundaries();
    String passesName = of.flags().passes();
    if (boundaryFiles.isEmpty() && of.flags().chain() == null) {
      throw CommandException.usage(
          "a part is proven with what passes between parts; --part; write that first, with"
              + " --boundaries FILE and without --part");
    }
    InputFile.requireOneStandardInput(of.model(), of.input().files(), boundaryFiles);
    OutputFile file = OutputFile.open(proofName, of.force());
    OutputFile openings =
        openingsName == null ? null : OutputFile.openSecret(openingsName, of.force());
    OutputFile passes = passesName == null ? null : OutputFile.openSecret(passesName, of.force());
    OutputFile.requireDifferent(file, openings, passes);
    OutputFile.requireNotRead(
        Stream.concat(of.read().stream(), boundaryFiles.stream()).toList(), file, openings, passes);
    List<OutputFile> written =
        Stream.of(file, openings, passes).flatMap(Stream::ofNullable).toList();
    of.reporting().requireFreeStandardOutput(written);
    ChainPart part = part();
    ContextFlag.requireFits(context, part.key(), false);
    ChainBoundaries boundaries = ChainBoundaries.NONE;
    for (String name : boundaryFiles) {
      boundaries = boundaries.and(boundaries(part.key(), name));
    }
    ProofInput given = given(part);
    long start = System.nanoTime();
    Execution run = ChainPartProver.run(part, given.sample(), given.committed(), boundaries);
    Failure failure = of.strict().judge(run.warnings(), of.model(), of.reporting());
    if (failure != null) {
      return of.reporting().print(Report.failure(failure, new WarningSection(run.warnings())));
    }
    ChainBoundaries all = boundaries.and(drawn(part, run, boundaries, passes));
    try (ChainPartProver prover = ChainPartProver.of(part, of.threads());
        ProgressBar progress = of.reporting().progress()) {
      ProvedInference proved =
          prover.prove(run, given.committed(), all, options(context, progress));
      byte[] proof = proved.proof();
      if (of.compact()) {
        byte[] bound = ChainContext.of(part.key().modelId(), part.number(), context);
        proof = Verifier.compact(part.model().key(), proof, bound);
      }
      long nanos = System.nanoTime() - start;
      progress.close();
      if (openings != null) {
        openings.write(OpeningsPlace.bytes(proved.openings(), given.index()));
      }
      file.write(proof);
      List<TensorReport> outputs = TensorReports.outputs(proof, part.key(), part.number());
      return of.reporting()
          .confirm(
              Report.of(
                  new Written(part, file, passes, proof.length, outputs, nanos, of.threads()),
                  new CommittedSection(
                      given.names(), openings == null ? null : openings.toString()),
                  new WarningSection(proved.warnings())),
              written);
    }
  }

  private ProveOptions options(byte[] context, ProgressBar progress) {
    return ProveOptions.defaults()
        .withContext(context)
        .withListener(
            (stage, done, total) -> progress.show("proving: " + stage.label(), done, total));
  }

  /** The part, of a model of all parts or of its own. */
  private ChainPart part() throws IOException, CommandException {
    String chain = of.flags().chain();
    Integer number = of.flags().part();
    if (chain != null) {
      ChainKey key = ChainKeyFile.read(chain);
      ModelFile model = CompiledModel.read(new InputFile(of.model()));
      return new ChainPart(key, number(key, model, chain), model);
    }
    return CompiledChain.readPart(new InputFile(of.model()), number, "--part");
  }

  /** Which part of the chain a model is; parts of equal public weights have one id. */
  private int number(ChainKey key, ModelFile model, String chain) throws CommandException {
    List<Integer> numbers =
        IntStream.range(0, key.keys().size())
            .filter(part -> key.keys().get(part).modelId().equals(model.key().modelId()))
            .boxed()
            .toList();
    Integer number = of.flags().part();
    if (numbers.isEmpty()) {
      throw CommandException.usage(
          of.model() + " is no part of the chain; --chain " + chain + "; give that of its key");
    }
    if (number == null && numbers.size() > 1) {
      throw CommandException.usage(
          of.model() + " is each of the parts " + numbers + "; --chain; say which with --part");
    }
    if (number != null && !numbers.contains(number)) {
      throw CommandException.usage(
          of.model() + " is part " + numbers.get(0) + ", not " + number + "; --part; leave it out");
    }
    return number == null ? numbers.get(0) : number;
  }

  /** What a part reads: committed rows are those of the whole. */
  private ProofInput given(ChainPart part) throws Exception {
    try (CommittedData data = of.committed().open(part.key())) {
      return ProofInput.read(of.input(), data, part.key(), part.inputs(), of.reporting());
    }
  }

  /**
   * What the part passes on, if that is not known; written before the part is proven, so that the
   * next ones can begin.
   */
  private static ChainBoundaries drawn(
      ChainPart part, Execution run, ChainBoundaries known, @Nullable OutputFile passes)
      throws IOException, CommandException {
    List<String> passed =
        part.key().links().stream()
            .filter(link -> link.fromPart() == part.number())
            .map(link -> link.output())
            .distinct()
            .toList();
    if (passed.stream().allMatch(known::has)) {
      if (passes != null) {
        throw CommandException.usage(
            (passed.isEmpty()
                    ? "the part passes nothing on"
                    : "what the part passes on is known already")
                + "; --passes; leave it out");
      }
      return ChainBoundaries.NONE;
    }
    if (passes == null) {
      throw CommandException.usage(
          "the part passes on "
              + String.join(", ", passed)
              + "; no file is named for it; give --passes FILE, or --boundaries of a run of all"
              + " parts");
    }
    ChainBoundaries drawn = ChainBoundaries.draw(part, run);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    drawn.write(bytes);
    passes.write(bytes.toByteArray());
    return drawn;
  }

  private static ChainBoundaries boundaries(ChainKey key, String file) throws Exception {
    byte[] bytes = new InputFile(file).bytes();
    try {
      return ChainBoundaries.read(key, new ByteArrayInputStream(bytes));
    } catch (MalformedCommitmentException e) {
      throw new CommandException(
          ExitCode.MALFORMED,
          e.reasonName(),
          e.getMessage() + "; " + file + "; give what prove --boundaries, or --passes, wrote");
    }
  }

  /** A proof of a part. */
  private record Written(
      ChainPart part,
      OutputFile file,
      @Nullable OutputFile passes,
      int bytes,
      List<TensorReport> outputs,
      long nanos,
      int threads)
      implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("proof", file.toString())
          .put("proofBytes", bytes)
          .put("passes", passes == null ? null : passes.toString())
          .put("seconds", Units.seconds(nanos))
          .put("threads", threads);
      PeakMemory.put(root);
      root.put("part", part.number()).put("chainId", part.key().modelId().hex());
      TensorReport.putAll(root.putObject("outputs"), outputs);
    }

    @Override
    public List<Block> blocks() {
      List<Block> blocks = new ArrayList<>();
      blocks.add(Block.row("proof", file + "  " + Units.size(bytes)));
      if (passes != null) {
        blocks.add(Block.row("passing", passes + "  (secret)"));
      }
      outputs.forEach(output -> blocks.add(Block.row("output", output.text())));
      blocks.add(Block.row("time", Units.time(nanos) + " on " + threads + " threads"));
      return blocks;
    }
  }
}
