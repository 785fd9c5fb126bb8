package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.program.CutOff;
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
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedChain;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.SaturatedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What {@code vouch prove} does with a model of several parts: all of it, what passes between the
 * parts, or one part.
 *
 * @param compact whether proofs are made compact
 * @param force whether existing files are replaced
 */
record ChainRun(
    String model,
    SampleFlag input,
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
   * @param context of the application
   */
  int run(String proofName, byte[] context) throws Exception {
    if (context.length > ChainContext.MAX_CONTEXT_BYTES) {
      throw CommandException.usage(
          "the context has "
              + context.length
              + " bytes; --context; at most "
              + ChainContext.MAX_CONTEXT_BYTES
              + " are allowed with chains");
    }
    Integer part = flags.part();
    if (part != null) {
      return provePart(part, proofName, context);
    }
    return flags.boundaries() == null ? proveAll(proofName, context) : writeBoundaries();
  }

  private List<String> read() {
    return Stream.concat(Stream.of(model), input.files().stream()).toList();
  }

  private OutputFile proofFile(String name) throws Exception {
    OutputFile file = OutputFile.open(name, force);
    OutputFile.requireNotRead(read(), file);
    reporting.requireFreeStandardOutput(List.of(file));
    return file;
  }

  private ProveOptions options(byte[] context, ProgressBar progress) {
    ProveOptions options =
        ProveOptions.defaults()
            .withContext(context)
            .withListener(
                (stage, done, total) -> progress.show("proving: " + stage.label(), done, total));
    return strict.strict() ? options.withStrict() : options;
  }

  private int proveAll(String proofName, byte[] context) throws Exception {
    OutputFile file = proofFile(proofName);
    ChainModelFile compiled = CompiledChain.read(new InputFile(model));
    Map<String, TensorData> sample = input.read(ChainExecution.inputs(compiled), reporting);
    try (ChainProver prover = ChainProver.of(compiled, threads);
        ProgressBar progress = reporting.progress()) {
      long start = System.nanoTime();
      ProvedChain proved = prover.prove(sample, options(context, progress));
      byte[] proof = compact ? compact(compiled, proved, context) : proved.proof();
      long nanos = System.nanoTime() - start;
      progress.close();
      List<CutOff> warnings = proved.warnings();
      strict.judge(warnings, model, reporting);
      file.write(proof);
      List<TensorReport> outputs = new ArrayList<>();
      for (int part = 0; part < compiled.parts().size(); part++) {
        outputs.addAll(outputs(compiled, part, proved.parts().get(part).proof()));
      }
      return reporting.confirm(
          Report.of(
              new Written(compiled, file, proof.length, outputs, nanos, threads),
              new WarningSection(warnings)),
          List.of(file));
    } catch (SaturatedException e) {
      return saturated(e);
    }
  }

  /** The outputs of the whole that a part has. */
  private static List<TensorReport> outputs(ChainModelFile chain, int part, byte[] proof)
      throws VerificationException {
    List<String> own =
        chain.key().outputs().stream()
            .filter(port -> port.part() == part)
            .map(port -> port.port())
            .map(Port::name)
            .toList();
    return TensorReports.outputs(proof, chain.parts().get(part).key().circuit()).stream()
        .filter(output -> own.contains(output.name()))
        .toList();
  }

  private static byte[] compact(ChainModelFile chain, ProvedChain proved, byte[] context)
      throws VerificationException {
    List<byte[]> parts = new ArrayList<>();
    for (int part = 0; part < chain.parts().size(); part++) {
      byte[] bound = ChainContext.of(chain.key().id(), part, context);
      parts.add(
          Verifier.compact(chain.parts().get(part).key(), proved.parts().get(part).proof(), bound));
    }
    return new ChainProof(chain.key().id(), parts).encode();
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
    ChainExecution run =
        ChainProver.run(compiled, input.read(ChainExecution.inputs(compiled), reporting));
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

  private int provePart(int part, String proofName, byte[] context) throws Exception {
    String boundaryFile = flags.boundaries();
    if (boundaryFile == null) {
      throw CommandException.usage(
          "a part is proven with what passes between parts; --part; write that first, with"
              + " --boundaries FILE and without --part");
    }
    InputFile.requireOneStandardInput(model, input.files(), List.of(boundaryFile));
    OutputFile file = proofFile(proofName);
    OutputFile.requireNotRead(List.of(boundaryFile), file);
    ChainModelFile compiled = CompiledChain.read(new InputFile(model));
    if (part < 0 || part >= compiled.parts().size()) {
      throw CommandException.usage(
          "no part " + part + "; --part; give 0 to " + (compiled.parts().size() - 1));
    }
    ChainBoundaries boundaries = boundaries(compiled, boundaryFile);
    Map<String, TensorData> sample = input.read(ChainExecution.inputs(compiled, part), reporting);
    try (ChainPartProver prover = ChainPartProver.of(compiled, part, threads);
        ProgressBar progress = reporting.progress()) {
      long start = System.nanoTime();
      ProvedInference proved = prover.prove(sample, boundaries, options(context, progress));
      byte[] proof = proved.proof();
      if (compact) {
        byte[] bound = ChainContext.of(compiled.key().id(), part, context);
        proof = Verifier.compact(compiled.parts().get(part).key(), proof, bound);
      }
      long nanos = System.nanoTime() - start;
      progress.close();
      strict.judge(proved.warnings(), model, reporting);
      file.write(proof);
      return reporting.confirm(
          Report.of(
              new Written(
                  compiled,
                  file,
                  proof.length,
                  outputs(compiled, part, proved.proof()),
                  nanos,
                  threads),
              new WarningSection(proved.warnings())),
          List.of(file));
    } catch (SaturatedException e) {
      return saturated(e);
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

  /** A proof of a chain or of one of its parts. */
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
      root.put("chainId", chain.key().id().hex());
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
          .put("chainId", chain.key().id().hex());
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
