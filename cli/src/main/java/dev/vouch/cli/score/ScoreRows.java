package dev.vouch.cli.score;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.rows.ColumnRows;
import dev.vouch.circuits.rows.JoinedRows;
import dev.vouch.circuits.rows.OpeningRows;
import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowData;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.rows.CommittedBatches;
import dev.vouch.prover.rows.ProofBatches;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.OpeningsReader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a score, each input from where it is: files of data, columns beside them, openings.
 *
 * @param data files of the network's own inputs that are not committed already
 * @param columns labels and groups that are not, by name
 */
record ScoreRows(
    ScoredNetwork network,
    List<String> data,
    Map<String, TensorData> columns,
    CommittedFlag committed,
    ScoreRequest request) {
  /** Checks that all inputs have as many rows, as far as that is known without reading all. */
  void requireAsMany() throws IOException, CommandException {
    long known = request.openings().isNone() ? -1 : request.openings().end();
    String what = "the committed rows are ";
    if (needsData()) {
      try (RowInput rows = network.rows(data, committedInputs())) {
        long count = rows.count().orElse(-1);
        if (known >= 0 && count >= 0 && count != known) {
          throw CommandException.invalidInput(
              "the data have "
                  + count
                  + " rows, and "
                  + known
                  + " are committed; --data; give the"
                  + " other inputs of the same rows");
        }
        what = known < 0 ? "the rows of the data are " : what;
        known = Math.max(known, count);
      }
    }
    for (ScoreColumn column : request.given()) {
      if (known >= 0 && column.rows() != known) {
        throw CommandException.invalidInput(
            what
                + known
                + ", and there are "
                + column.rows()
                + " entries; "
                + column.option()
                + "; give one for each row");
      }
    }
  }

  /** Refuses files of data that nothing is read from. */
  void requireNoUnusedData() throws CommandException {
    boolean columnsOfData = request.given().stream().anyMatch(ScoreColumn::isOfData);
    if (!data.isEmpty() && !needsData() && !columnsOfData) {
      throw CommandException.usage(
          "all inputs are committed already; --data " + String.join(" ", data) + "; leave it out");
    }
  }

  /** How many rows there are, as far as that is known before they are read. */
  long count() {
    return request.openings().isNone() ? request.given().get(0).rows() : request.openings().end();
  }

  private boolean needsData() {
    return !committedInputs().containsAll(network.own().inputs());
  }

  /** Inputs of the network with its metric that are committed already. */
  Set<String> committedInputs() {
    return request.openings().formats().keySet();
  }

  /** What is proven, batch by batch. To be closed. */
  record Batches(ProofBatches all, List<Closeable> sources) implements Closeable {
    @Override
    public void close() throws IOException {
      for (Closeable source : sources) {
        source.close();
      }
    }
  }

  /** Opens all rows as what proofs are about. */
  Batches open(RowPorts ports, VerifyingKey key) throws Exception {
    List<Closeable> sources = new ArrayList<>();
    try {
      CommittedData known = committed.open(key);
      if (known != null) {
        sources.add(known);
      }
      Set<String> inputs = known == null ? Set.of() : known.inputs();
      RowData others = others(data, sources);
      ProofBatches all;
      if (known == null) {
        all = ProofBatches.of(RowBatches.of(ports, require(others), 0, Long.MAX_VALUE));
      } else if (others == null) {
        all = CommittedBatches.of(known, ports.batch(), 0, Long.MAX_VALUE);
      } else {
        RowBatches beside = RowBatches.of(ports.without(inputs), others, 0, Long.MAX_VALUE);
        all = CommittedBatches.of(known, beside, 0);
      }
      return new Batches(all, sources);
    } catch (Exception e) {
      new Batches(() -> null, sources).close();
      throw e;
    }
  }

  private static RowData require(@Nullable RowData rows) {
    if (rows == null) {
      throw new IllegalStateException("no rows are read");
    }
    return rows;
  }

  /** Rows of what is not committed; null if all is. */
  private @Nullable RowData others(List<String> files, List<Closeable> sources)
      throws IOException, CommandException {
    RowData beside = columns.isEmpty() ? null : new ColumnRows(columns);
    if (!needsData()) {
      return beside;
    }
    RowInput own = network.rows(files, committedInputs());
    sources.add(own);
    return beside == null
        ? own.data()
        : new JoinedRows(own.data(), network.own().inputs().get(0), beside);
  }

  /**
   * Some rows to calibrate with.
   *
   * @param files of other typical inputs; none: the rows themselves
   * @param most how many rows
   */
  List<Map<String, TensorData>> samples(List<String> files, int most) throws Exception {
    List<Closeable> sources = new ArrayList<>();
    try {
      RowBatches batches =
          RowBatches.of(
              network.ports(),
              files.isEmpty() ? themselves(sources) : zeros(files, sources),
              0,
              most);
      List<Map<String, TensorData>> samples = new ArrayList<>();
      for (@Nullable RowBatch batch = batches.next(); batch != null; batch = batches.next()) {
        samples.add(batch.inputs());
      }
      return samples;
    } finally {
      new Batches(() -> null, sources).close();
    }
  }

  private RowData zeros(List<String> files, List<Closeable> sources)
      throws IOException, CommandException {
    RowInput own = network.rows(files, Set.of());
    sources.add(own);
    return network.withZeros(own.data());
  }

  private RowData themselves(List<Closeable> sources) throws Exception {
    RowData others = others(data, sources);
    if (committed.files().isEmpty()) {
      return require(others);
    }
    OpeningsReader openings =
        OpeningsReader.of(
            new BufferedInputStream(Files.newInputStream(Path.of(committed.files().get(0)))));
    sources.add(openings);
    Graph graph = network.graph();
    RowData opened =
        new OpeningRows(openings, graph.infos(graph.inputs()), network.ports().batch());
    return others == null ? opened : new JoinedRows(opened, graph.inputs().get(0), others);
  }

  /** What a row that is none of the network's inputs means to the user. */
  static CommandException failure(MalformedTensorException e) {
    return CommandException.invalidInput(
        e.getMessage()
            + "; --data, --committed, --labels; give rows of the network's inputs, a label each");
  }
}
