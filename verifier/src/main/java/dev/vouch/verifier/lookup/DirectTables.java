package dev.vouch.verifier.lookup;

import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Powers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables whose rows are summed outside the tree (protocol.md §4): S = Σ_tables ⟨m, v⟩ with
 *
 * <pre>
 * v(x) = 1/(alpha − κ(x)),   κ(x) = tag + Σ_{m≥1} beta^m·T_m(x)
 * </pre>
 *
 * and v(x) = 0 where alpha = κ(x).
 */
public final class DirectTables {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  /** Rows that share an inversion, which costs some 300 products. */
  private static final int PART = 2048;

  private DirectTables() {}

  /** Adds factor·S: a dense covector on the multiplicity of each table, in order (§5). */
  public static void add(
      Functional sum, Layout layout, LookupChallenges challenges, Scalar factor, Workers workers) {
    List<FieldVector> inverses = inverses(layout, challenges, workers);
    for (int t = 0; t < inverses.size(); t++) {
      DirectTable table = layout.directTables().get(t);
      sum.add(table.multiplicity(), Covector.dense(factor, inverses.get(t)));
    }
  }

  /** v of each table; all rows together are at most 2^26 (§11, rule 32). */
  static List<FieldVector> inverses(Layout layout, LookupChallenges challenges, Workers workers) {
    List<FieldVector> inverses = new ArrayList<>();
    List<List<Rows>> parts = new ArrayList<>();
    int free = 0; // rows that the last part has room for
    for (DirectTable table : layout.directTables()) {
      DirectKeys keys = new DirectKeys(layout.circuit(), table, challenges);
      FieldVector out = new FieldVector((int) table.rows());
      inverses.add(out);
      int to;
      for (int from = 0; from < out.length(); from = to) {
        if (free == 0) {
          parts.add(new ArrayList<>());
          free = PART;
        }
        to = Math.min(out.length(), from + free);
        parts.get(parts.size() - 1).add(new Rows(keys, from, to, out));
        free -= to - from;
      }
    }
    workers.forEach(parts.size(), part -> invert(parts.get(part)));
    return inverses;
  }

  /** The rows {@code from} … {@code to} − 1 of a table, and where all its inverses go. */
  private record Rows(DirectKeys keys, int from, int to, FieldVector out) {}

  private static void invert(List<Rows> part) {
    int count = part.stream().mapToInt(rows -> rows.to() - rows.from()).sum();
    long[] values = new long[LIMBS * count];
    int at = 0;
    for (Rows rows : part) {
      rows.keys().write(rows.from(), rows.to(), values, at);
      at += rows.to() - rows.from();
    }
    boolean[] zeros = new boolean[count];
    for (int i = 0; i < count; i++) {
      zeros[i] = PrimeField.isZero(values, LIMBS * i);
      if (zeros[i]) {
        F.setOne(values, LIMBS * i);
      }
    }
    Powers.invertAll(F, values, 0, count);
    for (int i = 0; i < count; i++) {
      if (zeros[i]) {
        PrimeField.setZero(values, LIMBS * i);
      }
    }
    at = 0;
    for (Rows rows : part) {
      int length = LIMBS * (rows.to() - rows.from());
      System.arraycopy(values, at, rows.out().elements(), LIMBS * rows.from(), length);
      at += length;
    }
  }
}
