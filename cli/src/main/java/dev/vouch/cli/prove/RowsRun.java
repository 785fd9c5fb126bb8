package dev.vouch.cli.prove;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.console.MixedRowsNotice;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.RowsFlag;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.Section;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.ModelProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.rows.ProvenRows;
import dev.vouch.prover.rows.RowOpeningsFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.StoredProofCheck;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch prove --all} does once its options are read.
 *
 * @param rows which are wanted
 * @param options of each proof
 * @param place where the proofs go
 * @param openingsPlace where openings of hidden inputs and outputs go; null if they are not kept
 */
record RowsRun(
    ProvableModel model,
    SampleFlag input,
    CommittedFlag committed,
    RowsFlag.Range rows,
    ProveOptions options,
    boolean compact,
    int threads,
    RowsPlace place,
    @Nullable OpeningsPlace openingsPlace,
    Reporting reporting) {
  /** Proves and reports; returns the exit code. */
  int run() throws Exception {
    RowPorts ports = RowPorts.of(model);
    if (openingsPlace != null) {
      OpeningsPlace.requireRows(model.key());
    }
    MixedRowsNotice.tell(reporting, model.key());
    try (CommittedData known = committed.open(model.key());
        ProofRows data = ProofRows.open(input, known, model, ports)) {
      requireRows(data);
      try (RowProofStore store =
              place.open(model.key().modelId(), ports.batch(), rows.first(), check(known));
          RowOpeningsFile openings = openings(store);
          ModelProver prover = ModelProver.of(model, threads);
          ProgressBar progress = reporting.progress()) {
        RowTotals totals = new RowTotals(store.next());
        if (store.next() > rows.first()) {
          reporting.log("going on after row " + (store.next() - 1) + " in " + place);
        }
        try {
          if (!store.ended()) {
            prove(data, store, openings, prover, progress, totals);
          }
        } catch (MalformedTensorException e) {
          throw data.failure(e);
        } finally {
          progress.close();
          totals.warn(reporting);
        }
        requireAll(store);
        ProvenRowsSection section =
            new ProvenRowsSection(
                place,
                model.key(),
                rows.first(),
                store.next(),
                store.ended(),
                ports,
                totals,
                threads);
        Section independence = Section.ofFacts(new IndependenceSection(model.key()));
        CommittedSection kept =
            new CommittedSection(
                known == null ? Set.of() : known.inputs(),
                openingsPlace == null ? null : openingsPlace.name());
        return reporting.confirm(Report.of(section, independence, kept), List.of());
      }
    }
  }

  private void prove(
      ProofRows data,
      RowProofStore store,
      @Nullable RowOpeningsFile openings,
      ModelProver prover,
      ProgressBar progress,
      RowTotals totals)
      throws Exception {
    long all = Math.min(rows.end(), data.count().orElse(Long.MAX_VALUE)) - rows.first();
    RowProver proving = RowProver.of(prover, options);
    (compact ? proving.withCompactProofs() : proving)
        .proveAll(
            data.batches(store.next(), rows.end()),
            proven -> {
              if (openings != null) {
                openings.append(proven);
              }
              keep(store, proven, totals);
              long done = store.next() - rows.first();
              boolean known = data.count().isPresent() || rows.end() < Long.MAX_VALUE;
              progress.show("proving rows: " + done, known ? done : 0, known ? all : 0);
            });
  }

  private static void keep(RowProofStore store, ProvenRows proven, RowTotals totals)
      throws IOException {
    store.append(proven.proof());
    totals.add(proven);
  }

  private StoredProofCheck check(@Nullable CommittedData known) {
    StoredProofCheck ofContext = StoredProofCheck.of(model.key(), options.context());
    return known == null ? ofContext : ofContext.andCommitted(model.key(), known);
  }

  private @Nullable RowOpeningsFile openings(RowProofStore store) throws Exception {
    return openingsPlace == null ? null : openingsPlace.open(model.key(), rows.first(), store);
  }

  private void requireRows(ProofRows data) throws CommandException {
    long count = data.count().orElse(Long.MAX_VALUE);
    if (rows.end() < Long.MAX_VALUE && rows.end() > count) {
      throw noRow(rows.end() - 1, count);
    }
  }

  /** How many rows a table has shows at its end. */
  private void requireAll(RowProofStore store) throws CommandException {
    if (store.next() == rows.first()) {
      throw CommandException.invalidInput(
          "there are no rows to prove; "
              + (committed.files().isEmpty() ? "--input" : "--committed")
              + "; give data with rows");
    }
    if (rows.end() < Long.MAX_VALUE && store.next() < rows.end()) {
      throw noRow(rows.end() - 1, store.next());
    }
  }

  private static CommandException noRow(long row, long count) {
    return CommandException.usage(
        "no row " + row + "; --samples; the data has " + count + " rows, from 0");
  }
}
