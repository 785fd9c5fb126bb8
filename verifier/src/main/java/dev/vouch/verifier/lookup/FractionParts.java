package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Powers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/** Groups of keys in parts of equal work: the groups of a part share an inversion. */
final class FractionParts {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  /** Groups of a part; an inversion costs some 300 products. */
  private static final int GROUPS = 2048;

  private final List<List<KeyGroups>> parts = new ArrayList<>();
  private int free; // groups that the last part has room for

  /** Adds the rows of a run. */
  void add(TableRun run) {
    run.cut(this::add);
  }

  private void add(KeyGroups groups) {
    for (int done = 0, taken; done < groups.count(); done += taken) {
      if (free == 0) {
        parts.add(new ArrayList<>());
        free = GROUPS;
      }
      taken = Math.min(groups.count() - done, free);
      parts.get(parts.size() - 1).add(groups.part(done, taken));
      free -= taken;
    }
  }

  /** Adds what all groups come to, to the committed rows that they belong to. */
  void addTo(FieldVector rows, Workers workers) {
    workers.forEach(parts.size(), part -> addTo(rows, parts.get(part)));
  }

  private static void addTo(FieldVector rows, List<KeyGroups> part) {
    int count = part.stream().mapToInt(KeyGroups::count).sum();
    long[] n = new long[LIMBS * count];
    long[] d = new long[LIMBS * count];
    int at = 0;
    for (KeyGroups groups : part) {
      groups.write(n, d, at);
      at += groups.count();
    }
    boolean[] poles = new boolean[count];
    for (int i = 0; i < count; i++) {
      poles[i] = PrimeField.isZero(d, LIMBS * i);
      if (poles[i]) {
        F.setOne(d, LIMBS * i);
      }
    }
    Powers.invertAll(F, d, 0, count);
    at = 0;
    for (KeyGroups groups : part) {
      groups.addTo(rows, n, d, poles, at);
      at += groups.count();
    }
  }
}
