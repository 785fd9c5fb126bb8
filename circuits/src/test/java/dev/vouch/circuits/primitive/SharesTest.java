package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Errors of sums that take whole rows of shares, such as the rows of a softmax. */
class SharesTest {
  private static final int ROWS = 3;
  private static final int LENGTH = 4;
  private static final int COLUMNS = 2;
  private static final double WHOLE = 1 << 10;

  /** The shares of each row, times the columns of a matrix. */
  private static final Contraction WEIGHTED_MEANS =
      product(
          List.of(IndexEntry.axis(0), IndexEntry.axis(2)),
          List.of(IndexEntry.axis(2), IndexEntry.axis(1)));

  /** A run and what its integers stand for. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Run(double[] shares, double[] others, boolean known) implements Errors {
    static Run random(long seed) {
      Random random = new Random(seed);
      double[] shares = random.doubles(ROWS * LENGTH).toArray();
      for (int row = 0; row < ROWS; row++) {
        double sum = Arrays.stream(shares, row * LENGTH, (row + 1) * LENGTH).sum();
        for (int i = row * LENGTH; i < (row + 1) * LENGTH; i++) {
          shares[i] *= WHOLE / sum;
        }
      }
      double[] others = random.doubles(LENGTH * COLUMNS, 900, 1000).toArray();
      return new Run(shares, others, true);
    }

    Run withoutShares() {
      return new Run(shares, others, false);
    }

    double[] reals(int tensor) {
      return tensor == 0 ? shares : others;
    }

    @Override
    public long[] valuesOf(int tensor) {
      return Arrays.stream(reals(tensor)).mapToLong(Math::round).toArray();
    }

    @Override
    public double[] of(int tensor) {
      return Arrays.stream(reals(tensor)).map(x -> ROUNDING).toArray();
    }

    @Override
    public @Nullable Shares sharesOf(int tensor) {
      return known && tensor == 0 ? new Shares(LENGTH, WHOLE) : null;
    }

    @Override
    public double ofRounding() {
      return ROUNDING;
    }

    @Override
    public boolean independent() {
      return false;
    }

    @Override
    public double ofCoefficients(int output) {
      return 0;
    }

    @Override
    public double ofBounds(int output) {
      return 0;
    }

    @Override
    public double ofStep(double jump) {
      return jump;
    }
  }

  private static Contraction product(List<IndexEntry> shares, List<IndexEntry> others) {
    Summand summand =
        new Summand(
            1,
            List.of(ROWS, COLUMNS, LENGTH),
            List.of(IndexEntry.axis(0), IndexEntry.axis(1)),
            List.of(new Term.Operand(0, shares), new Term.Operand(1, others)));
    return new Contraction(2, List.of(summand));
  }

  private static IntegerTensor tensor(int index) {
    List<Integer> shape =
        switch (index) {
          case 0 -> List.of(ROWS, LENGTH);
          case 1 -> List.of(LENGTH, COLUMNS);
          default -> List.of(ROWS, COLUMNS);
        };
    return new IntegerTensor("t", shape, IntegerTensor.Kind.COMPUTED, Interval.ALL, 0);
  }

  private static double[] carried(Contraction contraction, Run run) {
    return contraction.carriedError(SharesTest::tensor, run::valuesOf, run);
  }

  @RepeatedTest(50)
  void holdAndAreCloserThanThoseOfOtherProducts(RepetitionInfo repetition) {
    Run run = Run.random(repetition.getCurrentRepetition());
    long[] computed = WEIGHTED_MEANS.execute(SharesTest::tensor, run::valuesOf);
    double[] bound = carried(WEIGHTED_MEANS, run);
    double[] apart = carried(WEIGHTED_MEANS, run.withoutShares());
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double real = 0;
        for (int i = 0; i < LENGTH; i++) {
          real += run.shares[row * LENGTH + i] * run.others[i * COLUMNS + column];
        }
        int cell = row * COLUMNS + column;
        assertThat(Math.abs(computed[cell] - real)).isLessThanOrEqualTo(bound[cell]);
        assertThat(bound[cell]).isLessThan(apart[cell]);
      }
    }
  }

  /** Three cells of each row sum to nothing that is known. */
  @Test
  void partsOfRowsAreNoWhole() {
    IndexEntry shifted = new IndexEntry(-1, List.of(new IndexEntry.Part(2, 1)));
    Contraction parts =
        product(
            List.of(IndexEntry.axis(0), shifted), List.of(IndexEntry.axis(2), IndexEntry.axis(1)));
    Run run = Run.random(1);
    assertThat(carried(parts, run)).isEqualTo(carried(parts, run.withoutShares()));
  }

  /** Along a column there is one cell of each row. */
  @Test
  void columnsAreNoWhole() {
    Summand summand =
        new Summand(
            1,
            List.of(LENGTH, ROWS),
            List.of(IndexEntry.axis(0), IndexEntry.constant(0)),
            List.of(
                new Term.Operand(0, List.of(IndexEntry.axis(1), IndexEntry.axis(0))),
                new Term.Operand(1, List.of(IndexEntry.axis(1), IndexEntry.constant(0)))));
    Contraction columns = new Contraction(2, List.of(summand));
    Run run = Run.random(2);
    Tensors tensors =
        index ->
            index == 2
                ? new IntegerTensor(
                    "t", List.of(LENGTH, 1), IntegerTensor.Kind.COMPUTED, Interval.ALL, 0)
                : tensor(index);
    assertThat(columns.carriedError(tensors, run::valuesOf, run))
        .isEqualTo(columns.carriedError(tensors, run::valuesOf, run.withoutShares()));
  }
}
