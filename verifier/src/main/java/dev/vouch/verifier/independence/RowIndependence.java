package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether the outputs of a row of data depend on the inputs of other rows of the same proof, those
 * that fill it up included (protocol.md §11, rule 39). Of a verifying key ask {@code
 * VerifyingKey.rowIndependence}, which answers once. Immutable.
 *
 * @param alike whether it is known that all rows are computed alike, so that outputs do not depend
 *     on the row's place in its proof; only of rows that are independent
 * @param meeting where rows are mixed; null for the other answers
 */
public record RowIndependence(Answer answer, boolean alike, @Nullable Meeting meeting) {
  /**
   * Cells that are looked at by default, 4 bytes each while that lasts: 128 MiB. Only circuits that
   * have no axis of rows throughout take any.
   */
  public static final long MOST_CELLS = 1L << 25;

  /** Steps that are taken by default, of some nanoseconds each. */
  public static final long MOST_STEPS = 1L << 27;

  /** Nothing is known. */
  public static final RowIndependence UNKNOWN = new RowIndependence(Answer.UNDECIDED, false, null);

  /** What is known. */
  public enum Answer {
    /** No row's outputs depend on another row, whatever the weights are. */
    INDEPENDENT,

    /** Two rows have cells in common: the outputs of one may depend on the other. */
    MIXED,

    /** The circuit is larger than the limits. */
    UNDECIDED;

    /** The answer as programs read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where two rows meet first, in the order of the circuit.
   *
   * @param tensor name of the derived tensor, or of a tensor that is looked up
   * @param row one of the rows of a proof, from 0
   * @param other another, greater than {@code row}
   */
  public record Meeting(String tensor, int row, int other) {}

  public RowIndependence {
    if ((meeting != null) != (answer == Answer.MIXED)) {
      throw new IllegalArgumentException(answer + " with " + meeting);
    }
    if (alike && answer != Answer.INDEPENDENT) {
      throw new IllegalArgumentException(answer + ", and alike");
    }
  }

  /** Decides it within {@link #MOST_CELLS} and {@link #MOST_STEPS}. */
  public static RowIndependence of(Circuit circuit) {
    return of(circuit, MOST_CELLS, MOST_STEPS);
  }

  /**
   * Decides it. A circuit that takes one row at once has no rows to mix.
   *
   * @param circuit a valid one
   * @param mostCells the most cells that are looked at, at most 2^30; 4 bytes of memory each
   * @param mostSteps the most steps that are taken
   */
  public static RowIndependence of(Circuit circuit, long mostCells, long mostSteps) {
    return ofAll(List.of(circuit), mostCells, mostSteps);
  }

  /**
   * Decides it of several circuits, of which outputs of one are inputs of another, row by row. The
   * steps of all count together: whoever sends a key chooses how many circuits it has.
   *
   * @param circuits valid ones that take equally many rows, at least one
   */
  public static RowIndependence ofAll(List<Circuit> circuits) {
    return ofAll(circuits, MOST_CELLS, MOST_STEPS);
  }

  static RowIndependence ofAll(List<Circuit> circuits, long mostCells, long mostSteps) {
    RowIndependence all = independent(true);
    Budget budget = new Budget(mostCells, mostSteps);
    for (Circuit circuit : circuits) {
      RowIndependence one = of(circuit, budget);
      if (one.answer() == Answer.MIXED) {
        return one;
      }
      all = all.independent() && one.independent() ? independent(all.alike && one.alike) : UNKNOWN;
      budget = budget.withCells(mostCells);
    }
    return all;
  }

  private static RowIndependence of(Circuit circuit, Budget budget) {
    if (circuit.rows() == 1) {
      return independent(true);
    }
    try {
      AlignedRows aligned = AlignedRows.find(circuit, budget);
      if (aligned != null) {
        return independent(aligned.alike());
      }
      Meeting meeting = new CircuitCells(circuit, budget).join();
      return meeting == null
          ? independent(false)
          : new RowIndependence(Answer.MIXED, false, meeting);
    } catch (TooLargeException e) {
      return UNKNOWN;
    }
  }

  private static RowIndependence independent(boolean alike) {
    return new RowIndependence(Answer.INDEPENDENT, alike, null);
  }

  /** Whether it is known that no row's outputs depend on another row. */
  public boolean independent() {
    return answer == Answer.INDEPENDENT;
  }

  /** The answer in words that go on after "rows". */
  public String text() {
    return switch (answer) {
      case INDEPENDENT ->
          "independent: no row's outputs depend on another row"
              + (alike
                  ? " or on its place"
                  : "; whether they depend on the row's place is not known");
      case MIXED ->
          "mixed: outputs of a row may depend on other rows of its proof, as rows "
              + place().row()
              + " and "
              + place().other()
              + " meet in "
              + place().tensor();
      case UNDECIDED -> "not decided: the circuit is too large to tell whether they are mixed";
    };
  }

  private Meeting place() {
    if (meeting == null) {
      throw new IllegalStateException("rows do not meet");
    }
    return meeting;
  }
}
