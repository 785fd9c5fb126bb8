package dev.vouch.cli.score;

import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.console.MixedRowsNotice;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.CompileFlags;
import dev.vouch.cli.option.SourcedGraph;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.Section;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.ProvenIds;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.RowSum;
import dev.vouch.verifier.commitment.RowFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code vouch score} does once its options are read. */
record ScoreRun(
    Path model,
    List<String> data,
    CommittedFlag committed,
    ScoreRequest request,
    ScoreNames names,
    CompileFlags flags,
    byte[] context,
    boolean compact,
    int threads,
    ScoreFiles files,
    Reporting reporting) {
  /** So many rows show how large values get. */
  private static final int CALIBRATION_ROWS = 512;

  /** Proves, opens the total and reports; returns the exit code. */
  int run() throws Exception {
    long start = System.nanoTime();
    ScoredNetwork network = ScoredNetwork.read(model, data, request, flags);
    names.requireAsMany(network.scored());
    if (request.metric().ofClasses()) {
      names.requireSameNumbers(network.scored(), network.comparesLabels());
    }
    Map<String, TensorData> columns = request.columns(network.scored(), network.graph());
    ScoreRows rows = new ScoreRows(network, data, columns, committed, request);
    rows.requireNoUnusedData();
    rows.requireAsMany();
    ModelFile compiled = commit(compile(network, rows));
    MixedRowsNotice.tell(reporting, compiled.key());
    RowPorts ports = RowPorts.of(compiled);
    RowSum sum = RowSum.of(compiled.key(), network.scored().output());
    request.requireWholeRows(sum.format());
    ProvenIds ids = ProvenIds.of(compiled.key());
    ScoreCosts costs = new ScoreCosts();
    try (ScoreRows.Batches batches = rows.open(ports, compiled.key());
        Prover prover = Prover.of(compiled, threads);
        RowProofFile store =
            RowProofFile.create(files.proofs(), compiled.key().modelId(), ports.batch(), 0);
        ProgressBar progress = reporting.progress()) {
      files.model().write(compiled.encode());
      files.key().write(compiled.key().encode());
      RowProver proving = RowProver.of(prover, ProveOptions.defaults().withContext(context));
      (compact ? proving.withCompactProofs() : proving)
          .proveAll(
              batches.all(),
              proven -> {
                store.append(proven.proof());
                sum.add(proven);
                ids.add(proven);
                costs.add(proven);
                progress.show("proving rows", sum.rows(), rows.count());
              });
    } catch (MalformedTensorException e) {
      throw ScoreRows.failure(e);
    }
    costs.warn(reporting);
    files.total().write(sum.opening().encode());
    ScoreSection section =
        new ScoreSection(
            network.scored(),
            sum,
            ids,
            compiled.key(),
            files,
            costs,
            threads,
            System.nanoTime() - start);
    return reporting.confirm(
        Report.of(section, Section.ofFacts(new IndependenceSection(compiled.key()))), List.of());
  }

  private CompiledNetwork compile(ScoredNetwork network, ScoreRows rows) throws Exception {
    CompileOptions given = flags.options();
    CompileOptions options = given.withOutput(Visibility.PRIVATE);
    Graph graph = network.graph();
    Map<String, RowFormat> formats = new HashMap<>(network.scored().formats());
    formats.putAll(given.inputFormats());
    formats.putAll(request.openings().formats());
    formats.keySet().retainAll(graph.inputs());
    options = options.withInputFormats(formats);
    Calibration calibration = flags.calibrate(graph, samples(rows), reporting);
    flags.tellFormats(graph, calibration, given, reporting);
    if (options.weights() == Visibility.PRIVATE) {
      try {
        PublishedArchitecture published =
            flags.publish(
                new SourcedGraph(
                    graph,
                    ArchitectureSource.of(
                        network.scored().model(), network.folder(), network.imports())),
                options,
                calibration,
                reporting);
        files.architecture().write(published.model());
        files.parameters().write(published.parameters());
        return published.compilation().network();
      } catch (UnsupportedModelException e) {
        reporting.warn("no architecture to audit is written: " + e.getMessage());
      }
    }
    return flags.compile(graph, options, calibration, reporting).network();
  }

  private List<Map<String, TensorData>> samples(ScoreRows rows) throws Exception {
    if (flags.calibrationFiles().isEmpty()) {
      reporting.warn(
          "calibrated on the rows themselves: key and parameters tell, rounded, how large their"
              + " numbers get; give other typical inputs with --calibrate FILE");
    }
    try {
      return rows.samples(flags.calibrationFiles(), CALIBRATION_ROWS);
    } catch (MalformedTensorException e) {
      throw ScoreRows.failure(e);
    }
  }

  private ModelFile commit(CompiledNetwork network) throws Exception {
    try (ProgressBar progress = reporting.progress()) {
      progress.show("committing to the weights", 0, 0);
      return Prover.commit(network, threads);
    }
  }
}
