package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * Proves b = [d &gt; 0] of a difference d (docs/spec/primitives.md §10):
 *
 * <pre>
 * ρ = d − 1 + 2^w·(1 − b),  0 ≤ ρ &lt; 2^w,  −2^w ≤ d − 1 &lt; 2^w
 * </pre>
 *
 * The top limb of ρ is looked up together with b, the others alone.
 */
final class SideProof {
  private static final int MAX_TOP_BITS = 16;
  private static final int MAX_BITS = 61;

  private final int bits;

  /**
   * The proof for differences of numbers of two ranges.
   *
   * @throws RangeExceededException if they may differ by more than 2^61
   */
  SideProof(Interval minuend, Interval subtrahend) {
    long least = minuend.lo() - subtrahend.hi() - 1;
    long most = minuend.hi() - subtrahend.lo() - 1;
    int w = 1;
    while (w <= MAX_BITS && (least < -(1L << w) || most >= 1L << w)) {
      w++;
    }
    if (w > MAX_BITS) {
      throw new RangeExceededException("numbers that are compared may differ by 2^" + MAX_BITS);
    }
    this.bits = w;
  }

  /** The ways to choose the width of the top limb, for this many cells. */
  List<LayoutOption> layouts(long cells, int limbBits) {
    List<LayoutOption> options = new ArrayList<>();
    for (int top = 1; top <= Math.min(MAX_TOP_BITS, bits); top++) {
      Limbs low = Limbs.of(bits - top, limbBits);
      Set<LayoutTable> tables = new HashSet<>(Set.of(new SideTable(top)));
      long bytes = low.count() == 0 ? 0 : bytes(top);
      for (int limb = 0; limb < low.count(); limb++) {
        bytes += limb == 0 ? 0 : bytes(low.width(limb));
        if (low.width(limb) < limbBits) {
          tables.add(new DigitTable(low.width(limb)));
        }
      }
      options.add(new LayoutOption(top, cells * (1L + low.count()), cells * bytes, tables));
    }
    return options;
  }

  private static int bytes(int width) {
    return (width + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * Emits the relation.
   *
   * @param difference d, which is added to
   * @param side b, committed
   * @param topBits width of the top limb
   * @param fill how a function of d follows from a run, cell by cell
   */
  void prove(
      CircuitBuilder circuit,
      Sum difference,
      int side,
      int topBits,
      Function<LongUnaryOperator, Fill> fill) {
    Limbs low = Limbs.of(bits - topBits, circuit.limbBits());
    SideTable sides = new SideTable(topBits);
    int rest = low.bits();
    Sum number = difference.plus(-(1L << bits), side).plus((1L << bits) - 1);
    int top;
    if (low.count() == 0) {
      top = circuit.derived("top", number.plus(sides.start()));
    } else {
      long half = -sides.start();
      List<Integer> shape = difference.shape();
      top =
          circuit.witness(
              "top", shape, -half, half - 1, fill.apply(d -> (distance(d) >> rest) - half));
      List<Integer> digits = new ArrayList<>();
      for (int limb = 1; limb < low.count(); limb++) {
        int place = limb;
        long centre = 1L << (low.width(limb) - 1);
        Fill digit = fill.apply(d -> low.digit(distance(d), place));
        digits.add(circuit.witness("distance" + limb, shape, -centre, centre - 1, digit));
        circuit.digit(digits.get(limb - 1), low, limb);
      }
      number.plus(-(1L << rest), top).plus(-half << rest).plusNumber(-1, low, 1, digits);
      number.plus(-(1L << (low.width(0) - 1)));
      circuit.digit(circuit.derived("distance0", number), low, 0);
    }
    Sum key = circuit.sum(difference.shape()).plus(1, top).plus(1L << topBits, side);
    int argument = circuit.derived("side", key);
    circuit.function("sides", sides.start(), sides.columns(), List.of(argument, side));
  }

  /** ρ, whatever d is: at most its low bits matter. */
  private long distance(long d) {
    return d > 0 ? d - 1 : d - 1 + (1L << bits);
  }
}
