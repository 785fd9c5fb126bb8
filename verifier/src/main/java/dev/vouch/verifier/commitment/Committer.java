package dev.vouch.verifier.commitment;

import dev.vouch.verifier.curve.IntegerCommitments;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.parallel.Workers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * Commits to rows of integers under blinders that it draws (protocol.md §2.2, §11 rule 37), in
 * plain Java. What a prover makes of the same rows and blinders are the same points. Running times
 * depend on the values. Thread-safe; keep it, it has tables for its formats.
 */
public final class Committer {
  /** Cells of rows that one thread commits to at a time. */
  private static final int CHUNK_CELLS = 8192;

  private final List<Slot> slots;
  private final List<RowCells> cells;
  private final List<IntegerCommitments> commitments;
  private final Blinders blinders;
  private final Workers workers;

  private Committer(
      List<Slot> slots,
      List<RowCells> cells,
      List<IntegerCommitments> commitments,
      Blinders blinders,
      Workers workers) {
    this.slots = slots;
    this.cells = cells;
    this.commitments = commitments;
    this.blinders = blinders;
    this.workers = workers;
  }

  /** A committer of rows of these slots; its blinders come from the operating system. */
  public static Committer of(List<Slot> slots) {
    return of(slots, new SecureRandom());
  }

  static Committer of(List<Slot> slots, SecureRandom source) {
    List<RowCells> cells = slots.stream().map(slot -> new RowCells(slot.format())).toList();
    List<IntegerCommitments> commitments = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      RowFormat format = slots.get(i).format();
      commitments.add(IntegerCommitments.of(cells.get(i).columns(), format.lo(), format.hi()));
    }
    return new Committer(
        List.copyOf(slots), cells, commitments, new Blinders(source), Workers.CALLER);
  }

  /** The same with the threads of a pool, which stays the caller's to shut down. */
  public Committer withPool(ForkJoinPool pool) {
    return new Committer(slots, cells, commitments, blinders, Workers.of(pool));
  }

  /** What every row has. */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * Commits to rows that follow one another.
   *
   * @param first number of the first row
   * @param rows of each the integers of every slot, in their order; kept, not copied
   * @throws IllegalArgumentException if a row is none of the slots; the message has no value
   */
  public List<CommittedRow> commit(long first, List<List<long[]>> rows) {
    rows.forEach(this::require);
    long rowCells = Math.max(1, slots.stream().mapToLong(slot -> slot.format().cells()).sum());
    int chunk = (int) Math.max(1, CHUNK_CELLS / rowCells);
    CommittedRow[] committed = new CommittedRow[rows.size()];
    workers.forEach(
        (rows.size() + chunk - 1) / chunk,
        part -> {
          int from = part * chunk;
          List<List<long[]>> own = rows.subList(from, Math.min(rows.size(), from + chunk));
          List<CommittedRow> done = chunk(first + from, own);
          for (int i = 0; i < done.size(); i++) {
            committed[from + i] = done.get(i);
          }
        });
    return List.of(committed);
  }

  private void require(List<long[]> row) {
    if (row.size() != slots.size()) {
      throw new IllegalArgumentException(
          row.size() + " tensors of a row, there are " + slots.size() + " slots");
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (row.get(i).length != slot.format().cells()) {
        throw new IllegalArgumentException(
            slot.text() + " takes " + slot.format().cells() + " values, not " + row.get(i).length);
      }
      if (!Arrays.stream(row.get(i)).allMatch(slot.format()::holds)) {
        throw new IllegalArgumentException("a value of " + slot.text() + " is outside its range");
      }
    }
  }

  private List<CommittedRow> chunk(long first, List<List<long[]>> rows) {
    List<List<OpenedRow.Part>> parts = new ArrayList<>();
    List<List<byte[]>> points = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      parts.add(new ArrayList<>());
      points.add(new ArrayList<>());
    }
    for (int i = 0; i < slots.size(); i++) {
      int slot = i;
      Slot of = slots.get(slot);
      List<FieldVector> drawn = new ArrayList<>();
      List<long[][]> vectors = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        long[] values = rows.get(row).get(slot);
        drawn.add(blinders.draw(of, first + row, values));
        vectors.add(cells.get(slot).vectors(values));
        parts.get(row).add(new OpenedRow.Part(values, Blinders.bytes(drawn.get(row))));
      }
      byte[] encoded =
          commitments
              .get(slot)
              .commit(
                  vectors.stream().flatMap(Stream::of).toArray(long[][]::new),
                  FieldVector.concatenate(drawn));
      int size = of.format().pointBytes();
      for (int row = 0; row < rows.size(); row++) {
        points.get(row).add(Arrays.copyOfRange(encoded, row * size, (row + 1) * size));
      }
    }
    List<CommittedRow> committed = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      committed.add(new CommittedRow(new OpenedRow(first + row, parts.get(row)), points.get(row)));
    }
    return committed;
  }
}
