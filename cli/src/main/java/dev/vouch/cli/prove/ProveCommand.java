package dev.vouch.cli.prove;

import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.CompiledModel;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ChainFlags;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.option.RowsFlag;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.Explanation;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.ModelProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Proved;
import dev.vouch.prover.Prover;
import dev.vouch.prover.SaturatedException;
import dev.vouch.prover.UnprovableException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.rows.RowProofFiles;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch prove}: runs the model on an input and proves it. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = "Run the model on an input and prove the output.",
    footer = DataFiles.HELP)
public final class ProveCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL.vouch",
      description = "The compiled model; '-' is standard input.")
  private String model = "";

  @Mixin private SampleFlag input = new SampleFlag();
  @Mixin private CommittedFlag committed = new CommittedFlag();
  @Mixin private RowsFlag rows = new RowsFlag();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = {
        "The proof; '-' is standard output. Default: the input's name with .proof, here.",
        "With --all or --samples: a file of proofs (.proofs), or a folder with one for each."
      })
  private @Nullable String proofFile;

  @Option(
      names = "--openings",
      paramLabel = "FILE",
      description = "Keep values and blinders of hidden inputs and outputs here: secret.")
  private @Nullable String openingsFile;

  @Option(
      names = "--compact",
      description = "Make the proof smaller, for some more time; verifiers accept both forms.")
  private boolean compact;

  @Option(names = "--force", description = "Overwrite existing files; write to a terminal.")
  private boolean force;

  @Mixin private ChainFlags chain = new ChainFlags();
  @Mixin private StrictFlag strict = new StrictFlag();
  @Mixin private ContextFlag context = new ContextFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(model, input.files(), committed.files());
    if (chain.areGiven()) {
      return proveApart();
    }
    RowsFlag.Range range = rows.range();
    return range == null ? proveOne() : proveRows(range);
  }

  /** What passes between the parts of a chain, or one part. */
  private int proveApart() throws Exception {
    if (CompiledChain.isOne(model)) {
      chain.requireNoPassing();
    } else if (chain.chain() == null) {
      chain.requireNone();
    }
    if (rows.range() != null) {
      throw CommandException.usage(
          "parts are proven on their own one sample at a time; --all, --samples; leave it out, or"
              + " --boundaries");
    }
    if (!chain.isOfPart() && openingsFile != null) {
      throw CommandException.usage(
          "nothing is proven without --part, so nothing can be opened; --openings; leave it out");
    }
    String suffix = chain.part() == null ? ".proof" : "." + chain.part() + ".proof";
    String name = proofFile == null ? FileNames.inCurrentFolder(named(), suffix) : proofFile;
    return new ChainRun(
            model, input, committed, chain, strict, compact, force, threads.count(), reporting)
        .run(name, openingsFile, context.bytes());
  }

  /** What results are named after. */
  private String named() {
    return Stream.of(input.files(), committed.files(), List.of(model))
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow();
  }

  /** Files that no result may replace. */
  private List<String> read() {
    return Stream.of(List.of(model), input.files(), committed.files())
        .flatMap(List::stream)
        .toList();
  }

  private int proveRows(RowsFlag.Range range) throws Exception {
    String name =
        proofFile == null ? FileNames.inCurrentFolder(named(), RowProofFiles.SUFFIX) : proofFile;
    byte[] bound = context.bytesBesideRows();
    RowsPlace place = new RowsPlace(name, rows.resume(), force);
    place.requireFree();
    OutputFile proofsOut = place.isFolder() ? null : OutputFile.open(name, true);
    OpeningsPlace openings =
        openingsFile == null ? null : OpeningsPlace.of(openingsFile, rows.resume(), force);
    OutputFile openingsOut = openings == null ? null : openings.file();
    OutputFile.requireDifferent(proofsOut, openingsOut);
    OutputFile.requireNotRead(read(), proofsOut, openingsOut);
    ProvableModel compiled = CompiledModel.readAny(new InputFile(model));
    ContextFlag.requireFits(bound, compiled.key(), true);
    ProveOptions options = ProveOptions.defaults().withContext(bound);
    return new RowsRun(
            compiled,
            input,
            committed,
            range,
            strict.strict() ? options.withStrict() : options,
            compact,
            threads.count(),
            place,
            openings,
            reporting)
        .run();
  }

  private int proveOne() throws Exception {
    String proofName = proofFile == null ? FileNames.inCurrentFolder(named(), ".proof") : proofFile;
    OutputFile proofOut = OutputFile.open(proofName, force);
    OutputFile openingsOut =
        openingsFile == null ? null : OutputFile.openSecret(openingsFile, force);
    List<OutputFile> written =
        openingsOut == null ? List.of(proofOut) : List.of(proofOut, openingsOut);
    OutputFile.requireDifferent(proofOut, openingsOut);
    OutputFile.requireNotRead(read(), proofOut, openingsOut);
    reporting.requireFreeStandardOutput(written);
    threads.count(); // refused before anything is read
    ProvableModel compiled = CompiledModel.readAny(new InputFile(model));
    ContextFlag.requireFits(context.bytes(), compiled.key(), false);
    if (openingsOut != null) {
      OpeningsPlace.requireRows(compiled.key());
    }
    try (CommittedData data = committed.open(compiled.key())) {
      ProofInput given = ProofInput.read(input, data, compiled.key(), compiled.inputs(), reporting);
      return proveOne(compiled, given, proofOut, openingsOut);
    }
  }

  private int proveOne(
      ProvableModel compiled,
      ProofInput given,
      OutputFile proofOut,
      @Nullable OutputFile openingsOut)
      throws Exception {
    int threadCount = threads.count();
    ModelKey key = compiled.key();
    List<OutputFile> written =
        openingsOut == null ? List.of(proofOut) : List.of(proofOut, openingsOut);
    try (ModelProver prover = ModelProver.of(compiled, threadCount);
        ProgressBar progress = reporting.progress()) {
      if (reporting.debug() && prover instanceof Prover one && compiled instanceof ModelFile file) {
        Explanation.requireProvable(
            one, file.program(), given.sample(), given.committed(), reporting::warn);
      }
      byte[] bound = context.bytes();
      ProveOptions options =
          ProveOptions.defaults()
              .withContext(bound)
              .withListener(
                  (stage, done, total) -> progress.show("proving: " + stage.label(), done, total));
      if (strict.strict()) {
        options = options.withStrict();
      }
      long start = System.nanoTime();
      Proved proved = prover.prove(given.sample(), given.committed(), options);
      if (compact) {
        progress.show("making the proof compact", 0, 0);
        proved = proved.withProof(compact(key, proved.proof(), bound, threadCount));
      }
      long nanos = System.nanoTime() - start;
      progress.close();
      List<CutOff> warnings = proved.warnings();
      strict.judge(warnings, model, reporting);
      if (openingsOut != null) {
        openingsOut.write(OpeningsPlace.bytes(proved.openings(), given.index()));
      }
      proofOut.write(proved.proof());
      reporting.detail(StageChart.text(proved.stages()));
      List<TensorReport> outputs = TensorReports.outputs(proved.proof(), key);
      return reporting.confirm(
          Report.of(
              new Proven(proofOut, proved, key, outputs, nanos, threadCount),
              new CommittedSection(
                  given.names(), openingsOut == null ? null : openingsOut.toString()),
              new WarningSection(warnings)),
          written);
    } catch (UnprovableException e) {
      if (compiled instanceof ModelFile one) {
        StrictFlag.warn(one.program().clampedInputs(given.sample()), reporting);
      }
      throw e;
    } catch (SaturatedException e) {
      return reporting.print(
          Report.failure(
              Objects.requireNonNull(strict.judge(e.warnings(), model, reporting)),
              new WarningSection(e.warnings())));
    }
  }

  /** The calling thread works beside those of the pool. */
  private static byte[] compact(ModelKey key, byte[] proof, byte[] bound, int threadCount)
      throws VerificationException {
    if (threadCount == 1) {
      return key.compact(proof, bound);
    }
    ForkJoinPool pool = new ForkJoinPool(threadCount - 1);
    try {
      return key.compact(proof, bound, pool);
    } finally {
      pool.shutdown();
    }
  }
}
