package dev.vouch.cli.commit;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.model.AtomicFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.verifier.commitment.CommittedRow;
import dev.vouch.verifier.commitment.Committer;
import dev.vouch.verifier.commitment.DataCommitment;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch commit} does once its options are read: rows are read, committed to and written
 * group by group, in bounded memory.
 *
 * @param names what classes are called, by input
 * @param openings null if all inputs are public
 */
record CommitRun(
    CommitInputs inputs,
    Map<String, ClassNames> names,
    RowInput data,
    OutputFile commitment,
    @Nullable OutputFile openings,
    int threads) {
  /** Rows are kept until they have about so many cells. */
  private static final long GROUP_CELLS = 1L << 18;

  private static final int MOST_ROWS = 1024;

  /** Commits and reports; returns the exit code. */
  int run(StrictFlag strict, String key, Reporting reporting) throws Exception {
    long start = System.nanoTime();
    RowIntegers integers = inputs.integers();
    List<Slot> slots = inputs.slots();
    // The calling thread works beside those of the pool.
    ForkJoinPool pool = threads == 1 ? null : new ForkJoinPool(threads - 1);
    try (AtomicFile.Draft points = commitment.draft();
        AtomicFile.@Nullable Draft secrets = openings == null ? null : openings.draft();
        ProgressBar progress = reporting.progress()) {
      Sink sink = new Sink(slots, pool, points.out(), secrets == null ? null : secrets.out());
      commit(integers, sink, progress);
      if (sink.rows == 0) {
        throw CommandException.invalidInput("there are no rows; the data; give data with rows");
      }
      DataCommitment made = sink.points.finish();
      progress.close();
      List<CutOff> warnings = List.copyOf(integers.clamped());
      @Nullable Failure failure = strict.judge(warnings, key, reporting);
      if (failure != null) {
        return reporting.print(Report.failure(failure, new WarningSection(warnings)));
      }
      if (secrets != null) {
        secrets.keep();
      }
      points.keep();
      CommittedSection section =
          new CommittedSection(
              commitment, openings, made, names, System.nanoTime() - start, threads);
      return reporting.confirm(Report.of(section, new WarningSection(warnings)), List.of());
    } finally {
      if (pool != null) {
        pool.shutdown();
      }
    }
  }

  private void commit(RowIntegers integers, Sink sink, ProgressBar progress)
      throws IOException, CommandException {
    RowBatches batches = data.batches(inputs.ports(), 0, Long.MAX_VALUE);
    long cells = inputs.slots().stream().mapToLong(slot -> slot.format().cells()).sum();
    int most = (int) Math.max(1, Math.min(MOST_ROWS, GROUP_CELLS / cells));
    List<List<long[]>> group = new ArrayList<>();
    OptionalLong count = data.count();
    try {
      for (@Nullable RowBatch next = batches.next(); next != null; next = batches.next()) {
        for (int entry = 0; entry < next.range().rows(); entry++) {
          group.add(integers.of(next, entry));
          if (group.size() == most) {
            sink.write(group);
            group.clear();
            progress.show("committing to rows: " + sink.rows, sink.rows, count.orElse(0));
          }
        }
      }
    } catch (MalformedTensorException e) {
      throw data.failure(e);
    }
    sink.write(group);
  }

  /** Where rows go: hidden inputs are committed to, public ones hashed. */
  private static final class Sink {
    private final List<Slot> slots;
    private final @Nullable Committer committer;
    private final DataCommitmentWriter points;
    private final @Nullable OpeningsWriter openings;
    private long rows;

    Sink(
        List<Slot> slots,
        @Nullable ForkJoinPool pool,
        OutputStream commitment,
        @Nullable OutputStream secrets)
        throws IOException {
      this.slots = slots;
      List<Slot> hidden = slots.stream().filter(slot -> !slot.isPublic()).toList();
      Committer made = hidden.isEmpty() ? null : Committer.of(hidden);
      this.committer = made == null || pool == null ? made : made.withPool(pool);
      this.points = DataCommitmentWriter.of(commitment, slots);
      this.openings = secrets == null ? null : OpeningsWriter.of(secrets, hidden);
    }

    void write(List<List<long[]>> group) throws IOException {
      List<CommittedRow> committed =
          committer == null
              ? List.of()
              : committer.commit(rows, group.stream().map(this::hidden).toList());
      for (int i = 0; i < group.size(); i++) {
        CommittedRow hidden = committer == null ? null : committed.get(i);
        points.add(bytes(group.get(i), hidden));
        if (openings != null && hidden != null) {
          openings.write(hidden.opened());
        }
        rows++;
      }
    }

    private List<long[]> hidden(List<long[]> row) {
      List<long[]> hidden = new ArrayList<>();
      for (int i = 0; i < slots.size(); i++) {
        if (!slots.get(i).isPublic()) {
          hidden.add(row.get(i));
        }
      }
      return hidden;
    }

    /** Points or a hash of each slot. */
    private List<byte[]> bytes(List<long[]> row, @Nullable CommittedRow hidden) {
      List<byte[]> bytes = new ArrayList<>();
      Iterator<byte[]> points =
          hidden == null ? Collections.emptyIterator() : hidden.points().iterator();
      for (int i = 0; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        bytes.add(
            slot.isPublic() ? RowsHash.ofPublicRow(slot.format(), row.get(i), 0) : points.next());
      }
      return bytes;
    }
  }
}
