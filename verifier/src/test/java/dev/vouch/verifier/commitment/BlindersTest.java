package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.ValueType;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What blinders depend on beside the source, which here always gives the same bytes. */
class BlindersTest {
  private static final long MAX = 1L << 62;
  private static final Slot X = slot("x", List.of(2), 0);
  private static final Slot Y = slot("y", List.of(3), 2);

  private final Blinders blinders = new Blinders(new Stuck());

  private static final class Stuck extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 7);
    }
  }

  private static Slot slot(String name, List<Integer> lengths, int columnBits) {
    return new Slot(
        name,
        Slot.Role.INPUT,
        new RowFormat(lengths, columnBits, -MAX, MAX, 0, ValueType.INTEGER, null));
  }

  /** Were a byte left out, two rows that differ in it alone would differ by a known point. */
  @Test
  void everyByteOfEveryValueCounts() {
    Set<List<Byte>> seen = new HashSet<>();
    for (int cell = 0; cell < 2; cell++) {
      for (int bit = 0; bit < 63; bit++) {
        long[] values = new long[2];
        values[cell] = 1L << bit;
        assertThat(seen.add(list(Blinders.bytes(blinders.draw(X, 0, values))))).isTrue();
        values[cell] = -values[cell];
        assertThat(seen.add(list(Blinders.bytes(blinders.draw(X, 0, values))))).isTrue();
      }
    }
  }

  private static List<Byte> list(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return List.of(boxed);
  }

  @Test
  void rowsThatAProverCommitsToAreBlindedAsThoseOfACommitter() {
    List<Slot> slots = List.of(X, Y);
    List<long[]> values = List.of(new long[] {5, -6}, new long[] {1, 2, 3});
    OpenedRow opened = blinders.open(slots, 9, values);
    assertThat(opened.row()).isEqualTo(9);
    assertThat(opened.parts()).hasSize(2);
    OpenedRow committed =
        Committer.of(slots, new Stuck()).commit(9, List.of(values)).get(0).opened();
    for (int i = 0; i < slots.size(); i++) {
      OpenedRow.Part part = opened.parts().get(i);
      assertThat(part.values()).isEqualTo(values.get(i));
      assertThat(part.blinders())
          .hasSize(slots.get(i).format().pointBytes())
          .isEqualTo(committed.parts().get(i).blinders());
    }
  }

  @Test
  void rowsTogetherAreBlindedByTheirOwnNumbers() {
    List<long[]> values = List.of(new long[] {1, 2});
    Committer committer = Committer.of(List.of(X), new Stuck());
    List<CommittedRow> together = committer.commit(3, List.of(values, values, values));
    for (int i = 0; i < 3; i++) {
      CommittedRow alone = committer.commit(3 + i, List.of(values)).get(0);
      assertThat(together.get(i).opened().parts().get(0).blinders())
          .isEqualTo(alone.opened().parts().get(0).blinders());
    }
  }
}
