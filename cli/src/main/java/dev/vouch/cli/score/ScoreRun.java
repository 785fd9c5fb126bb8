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
import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.CompileFlags;
import dev.vouch.cli.option.SourcedGraph;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.RowSum;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code vouch score} does once its options are read. */
record ScoreRun(
    String model,
    List<String> data,
    ScoreRequest request,
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
    ScoredNetwork network = ScoredNetwork.read(model, data, request.options(), flags);
    Map<String, TensorData> columns = request.columns(network.scored(), network.graph());
    requireAsManyRows(network);
    CompiledNetwork compiled = compile(network, columns);
    ModelFile committed = commit(compiled);
    files.model().write(committed.encode());
    files.key().write(committed.key().encode());
    RowPorts ports = RowPorts.of(committed.program());
    RowSum sum = RowSum.of(committed.key().circuit(), network.scored().output());
    ScoreCosts costs = new ScoreCosts();
    try (RowInput rows = network.rows(data, flags.formats());
        Prover prover = Prover.of(committed, threads);
        RowProofFile store =
            RowProofFile.create(files.proofs(), committed.key().modelId(), ports.batch(), 0);
        ProgressBar progress = reporting.progress()) {
      RowProver proving = RowProver.of(prover, ProveOptions.defaults().withContext(context));
      (compact ? proving.withCompactProofs() : proving)
          .proveAll(
              RowBatches.of(ports, network.joined(rows, columns), 0, Long.MAX_VALUE),
              proven -> {
                store.append(proven.proof());
                sum.add(proven);
                costs.add(proven);
                progress.show("proving rows", sum.rows(), request.labels().rows());
              });
    } catch (MalformedTensorException e) {
      throw invalid(e);
    }
    costs.warn(reporting);
    files.total().write(sum.opening().encode());
    ScoreSection section =
        new ScoreSection(
            network.scored(),
            sum,
            committed.key(),
            files,
            costs,
            threads,
            System.nanoTime() - start);
    return reporting.confirm(Report.of(section), List.of());
  }

  private void requireAsManyRows(ScoredNetwork network) throws Exception {
    try (RowInput rows = network.rows(data, flags.formats())) {
      long known = rows.count().orElse(-1);
      for (ScoreColumn column :
          request.groups() == null
              ? List.of(request.labels())
              : List.of(request.labels(), request.groups())) {
        if (known >= 0 && column.rows() != known) {
          throw CommandException.invalidInput(
              "the data have "
                  + known
                  + " rows, and there are "
                  + column.rows()
                  + " entries; "
                  + column.option()
                  + "; give one for each row");
        }
      }
    }
  }

  private static CommandException invalid(MalformedTensorException e) {
    return CommandException.invalidInput(
        e.getMessage() + "; --data and --labels; give rows of the network's inputs, a label each");
  }

  private CompiledNetwork compile(ScoredNetwork network, Map<String, TensorData> columns)
      throws Exception {
    CompileOptions given = flags.options();
    CompileOptions options = given.withOutput(Visibility.PRIVATE);
    if (options.input() == Visibility.PRIVATE) {
      Map<String, RowFormat> formats = new HashMap<>(network.scored().formats());
      formats.putAll(given.inputFormats());
      options = options.withInputFormats(formats);
    }
    Graph graph = network.graph();
    Calibration calibration = flags.calibrate(graph, samples(network, columns), reporting);
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

  private List<Map<String, TensorData>> samples(
      ScoredNetwork network, Map<String, TensorData> columns) throws Exception {
    boolean own = flags.calibrationFiles().isEmpty();
    if (own) {
      reporting.warn(
          "calibrated on the rows themselves: key and parameters tell, rounded, how large their"
              + " numbers get; give other typical inputs with --calibrate FILE");
    }
    List<Map<String, TensorData>> samples = new ArrayList<>();
    try (RowInput rows = network.rows(own ? data : flags.calibrationFiles(), flags.formats())) {
      RowBatches batches =
          RowBatches.of(
              network.ports(),
              own ? network.joined(rows, columns) : network.withZeros(rows),
              0,
              CALIBRATION_ROWS);
      for (RowBatch batch = batches.next(); batch != null; batch = batches.next()) {
        samples.add(batch.inputs());
      }
    } catch (MalformedTensorException e) {
      throw invalid(e);
    }
    return samples;
  }

  private ModelFile commit(CompiledNetwork network) throws Exception {
    try (ProgressBar progress = reporting.progress()) {
      progress.show("committing to the weights", 0, 0);
      return Prover.commit(network, threads);
    }
  }
}
