package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows meet where their sets are joined, and nowhere else. */
class CellSetsTest {
  /** Cells 2 to 5 of two rows. */
  private static CellSets sets() {
    CellSets sets = new CellSets(6, 2);
    sets.belongs(2, 0);
    sets.belongs(3, 1);
    return sets;
  }

  @Test
  void aRowDoesNotMeetItsOwnCellsNorThoseOfNone() {
    CellSets alone = new CellSets(6, 2);
    alone.join(0, 2);
    assertThat(alone.met()).isFalse();
    CellSets sets = sets();
    sets.join(0, 2);
    sets.join(5, 4);
    sets.join(1, 5);
    assertThat(sets.met()).isFalse();
  }

  @Test
  void rowsMeetThroughCellsOfBoth() {
    CellSets sets = sets();
    sets.join(4, 3);
    sets.join(4, 5);
    sets.join(5, 2);
    assertThat(sets.met()).isTrue();
    assertThat(sets.row()).isZero();
    assertThat(sets.other()).isEqualTo(1);
  }

  @Test
  void theFirstRowsThatMetStay() {
    CellSets sets = new CellSets(3, 3);
    sets.join(2, 1);
    sets.join(2, 0);
    assertThat(sets.row()).isEqualTo(1);
    assertThat(sets.other()).isEqualTo(2);
  }
}
