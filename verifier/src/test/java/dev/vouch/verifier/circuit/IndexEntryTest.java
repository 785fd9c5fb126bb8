package dev.vouch.verifier.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Equality is written out: it compares all that a record's would. */
class IndexEntryTest {
  private static IndexEntry entry(long offset, int axis, long coefficient) {
    return new IndexEntry(offset, List.of(new IndexEntry.Part(axis, coefficient)));
  }

  @Test
  void entriesAreEqualByTheirParts() {
    IndexEntry entry = entry(3, 1, -2);
    assertThat(entry).isEqualTo(entry(3, 1, -2)).hasSameHashCodeAs(entry(3, 1, -2));
    for (IndexEntry other :
        List.of(entry(4, 1, -2), entry(3, 2, -2), entry(3, 1, 2), IndexEntry.constant(3))) {
      assertThat(entry).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
    }
    assertThat(entry).isNotEqualTo("entry");
    assertThat(entry.parts().get(0)).isNotEqualTo("part");
    assertThat(IndexEntry.axis(2)).isEqualTo(entry(0, 2, 1));
    assertThat(IndexEntry.constant(3)).isEqualTo(new IndexEntry(3, List.of()));
  }
}
