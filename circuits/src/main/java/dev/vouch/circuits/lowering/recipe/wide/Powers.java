package dev.vouch.circuits.lowering.recipe.wide;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.primitive.Normalisation;
import dev.vouch.circuits.quantise.Scales;
import java.util.Arrays;

/**
 * Lowering of x^a for numbers of any size: roots, reciprocals, other fractional and negative
 * powers. What a table of 2^16 rows can hold is looked up. Wider x are normalised,
 *
 * <pre>
 * x = (m + 1/2)·2^(g·k) · 2^-e     x^a = T[m] · 2^(a·g·k) · 2^-s     T[m] = (m + 1/2)^a · 2^t
 * </pre>
 *
 * with relative errors of at most 2^-14. The result is wide: exact to 17 bits down to where it is
 * 2^-50 of the largest one.
 */
public final class Powers {
  /** Of the result, beside the roundings of entries and factors. */
  static final double RELATIVE_ERROR = 0x1p-14;

  private static final long MOST_ROWS = 1 << 16;

  /** Bits of a wide operand that a normalisation takes at any step. */
  private static final int OPERAND_BITS = 60;

  /** Bits of the least entry of a normal mantissa, and of a factor that is no power of two. */
  private static final int ENTRY_BITS = 17;

  private static final int RESULT_BITS = 50;

  /** Magnitude bits of what is an operand of products as it is. */
  private static final int NARROW_BITS = 19;

  /** Bits that are not worth a rescaling of each cell. */
  private static final int FEW_BITS = 3;

  /** Products of entries and factors stay within so many bits, clamped or not. */
  private static final int PRODUCT_BITS = 60;

  /** Bits beyond the greatest result that results which are cut off may have. */
  static final int CUT_BITS = 4;

  /** Bits of the mantissa beyond a step for which x is known to 2^-14. */
  private static final int PRECISION_BITS = 13;

  private static final int MANY_CELLS = 10_000;
  private static final int WIDEST_MANTISSA = 16;

  /** Values below 0 by less than this part of the range are 0 with rounding errors. */
  private static final int SLACK_BITS = 10;

  private Powers() {}

  /**
   * How exact a result has to be.
   *
   * @param scale beyond which nothing is gained
   * @param bits of the greatest result; greater ones are cut off
   */
  record Room(int scale, int bits) {
    /** Bits of the greatest result at a coarser scale. */
    private int bits(int coarser) {
      return Math.max(1, bits - (scale - coarser));
    }

    /** The finest scale at which results are operands of products as they are. */
    private int narrowScale() {
      return scale - (bits - NARROW_BITS);
    }

    /** Of a value of the graph: all that was seen, and twice that. */
    static Room of(LoweringContext context, String output) {
      double most = 2 * context.magnitude(output).orElse(1);
      return new Room(Scales.fitting(most, RESULT_BITS), RESULT_BITS);
    }
  }

  /**
   * x^a, wide. Negative x have powers only if a is an integer; others have no witness. Where x is 0
   * and a negative, the result is cut off.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, Wire x, double exponent) {
    return lower(context, output, x, exponent, Room.of(context, output));
  }

  static Wire lower(LoweringContext context, String name, Wire x, double exponent, Room room) {
    Wire whole = x.view().isWhole() ? x : context.rearranging().copy(x);
    Interval range = context.program().tensor(whole.tensor()).range();
    Interval rows = defined(range, exponent, range.hi());
    return rows.hi() - rows.lo() < MOST_ROWS
        ? tabulated(context, name, whole, exponent, rows, room)
        : normalised(
            context, name, context.rescaling().affine(whole, OPERAND_BITS), exponent, room);
  }

  /** The x that have a power. */
  private static Interval defined(Interval range, double exponent, long most) {
    boolean whole = exponent == Math.rint(exponent);
    long least = whole ? range.lo() : Math.max(range.lo(), -(most >> SLACK_BITS) - 1);
    return new Interval(Math.min(least, most), most);
  }

  private static Wire tabulated(
      LoweringContext context, String name, Wire x, double exponent, Interval rows, Room room) {
    long ends = Math.max(Math.abs(rows.lo()), Math.abs(rows.hi()));
    double least =
        power(Math.scalb(exponent < 0 ? (double) ends : 1, -x.scaleExponent()), exponent);
    int wanted = Math.min(room.scale(), Scales.fitting(least, ENTRY_BITS) + 1);
    // Powers of the least x > 0 are no better known than it is itself.
    boolean narrow = exponent > 0 || wanted <= room.narrowScale() + FEW_BITS;
    int scale = narrow ? Math.min(wanted, room.narrowScale()) : wanted;
    double[] values = new double[Math.toIntExact(rows.hi() - rows.lo() + 1)];
    Arrays.setAll(
        values,
        i ->
            Math.scalb(
                power(Math.scalb((double) (rows.lo() + i), -x.scaleExponent()), exponent), scale));
    long most = 1L << room.bits(scale);
    Wire result = table(context, name, x, rows.lo(), values, new Interval(-most, most), scale);
    return markNegative(context, result, rows, exponent);
  }

  /** Roots of numbers below 0 are cut off at 0; infinite powers of them are cut off anyway. */
  private static Wire markNegative(
      LoweringContext context, Wire table, Interval rows, double exponent) {
    boolean root = exponent > 0 && exponent != Math.rint(exponent) && rows.lo() < 0;
    return root ? context.rescaling().markCut(table, new CutEnds(true, false)) : table;
  }

  /** |x|^a, negative for negative x and odd a; 0^a for negative x where a is no integer. */
  static double power(double x, double exponent) {
    boolean whole = exponent == Math.rint(exponent);
    double magnitude = x < 0 && !whole ? 0 : Math.abs(x);
    double value = StrictMath.pow(magnitude, exponent);
    return whole && x < 0 && exponent % 2 != 0 ? -value : value;
  }

  /** The table of round(values), entries outside the bounds cut off. */
  static Wire table(
      LoweringContext context,
      String name,
      Wire x,
      long start,
      double[] values,
      Interval bounds,
      int scale) {
    long[] table = new long[values.length];
    CutEnds cut = CutEnds.NONE;
    for (int i = 0; i < table.length; i++) {
      double rounded = Math.floor(values[i] + 0.5);
      table[i] = bounds.clamp((long) rounded);
      cut = cut.or(new CutEnds(rounded < bounds.lo(), rounded > bounds.hi()));
    }
    int tensor = context.program().tabulation(name, x.tensor(), start, table, scale);
    return context.rescaling().markCut(new Wire(tensor, x.view(), scale), cut);
  }

  private static Wire normalised(
      LoweringContext context, String name, Wire x, double exponent, Room room) {
    Interval range = context.program().tensor(x.tensor()).range();
    // Factors of integer powers, and of roots at steps of two bits, are powers of two.
    int step = exponent != Math.rint(exponent) && 2 * exponent == Math.rint(2 * exponent) ? 2 : 1;
    int mantissaBits = mantissaBits(x.view().size(), exponent, step);
    int steps = Normalisation.factors(range, mantissaBits, step) - 1;
    double each = exponent * step;
    boolean exact = each == Math.rint(each);

    double wanted = ENTRY_BITS - exponent * (exponent > 0 ? mantissaBits - step : mantissaBits);
    double inverse = exponent * x.scaleExponent();
    double first = Math.max(0, -each * steps) + (exact ? 0 : ENTRY_BITS);
    // As fine as integers allow, for the least results; those who read them round.
    int finest = room.scale() + Math.max(0, PRODUCT_BITS - CUT_BITS - room.bits());
    int scale = Math.min(finest, (int) Math.floor(wanted + first + inverse));
    // Up: results of the least shift that have digits must not have the factor 0.
    int shift = (int) Math.ceil(scale - wanted - inverse);
    double entryScale = scale - shift - inverse;

    // Results of normal mantissas are cut off by the factors, those of smaller ones by the entries.
    int most = room.bits(scale);
    int normalBits = ENTRY_BITS + 2 + (int) Math.ceil(Math.abs(each));
    int factorBits = Math.min(Math.max(0, most - ENTRY_BITS), PRODUCT_BITS - normalBits);
    int firstBits = Math.max(0, Math.min(shift, factorBits));
    // Of negative powers the first factor is the greatest.
    int widest = each < 0 ? firstBits : factorBits;
    int entryBits = Math.max(normalBits, Math.min(most - firstBits, PRODUCT_BITS - widest));
    Interval entries = new Interval(-(1L << entryBits), 1L << entryBits);
    long normal = 1L << (mantissaBits - step);
    Interval rows =
        defined(Normalisation.mantissas(range, mantissaBits), exponent, (1L << mantissaBits) - 1);
    double[] values = new double[Math.toIntExact(rows.hi() - rows.lo() + 1)];
    Arrays.setAll(values, i -> entry(rows.lo() + i, normal, exponent, entryScale));
    long[] factors = new long[steps + 1];
    Arrays.setAll(factors, k -> factor(shift + each * k, factorBits));
    Normal parts = Normal.of(context, name, x, mantissaBits, step, factors);
    Wire entry =
        table(context, name + ".power", parts.mantissa(), rows.lo(), values, entries, scale);
    markNegative(context, entry, rows, exponent);
    String labels = Labels.of(x.view().rank());
    Wire result =
        context
            .einsum(name, labels)
            .add(1, Operand.of(entry, labels), Operand.of(parts.factor(), labels))
            .build(scale);
    PowerErrors errors =
        new PowerErrors(
            x.tensor(),
            x.scaleExponent(),
            exponent,
            entry.tensor(),
            parts.factor().tensor(),
            scale,
            context.program().tensor(result.tensor()).range());
    context.errors().rule(result.tensor(), errors);
    return result;
  }

  private static int mantissaBits(long cells, double exponent, int step) {
    int steeper = (int) Math.ceil(Math.log(Math.max(1, Math.abs(exponent))) / Math.log(2));
    int bits = PRECISION_BITS + step + steeper + (cells > MANY_CELLS ? 1 : 0);
    return Math.min(bits, WIDEST_MANTISSA);
  }

  /** The power of a mantissa, at the middle of what has it; at 0, what is cut off. */
  private static double entry(long mantissa, long normal, double exponent, double scale) {
    boolean middle = mantissa >= normal || mantissa < -normal;
    double power = power(middle ? mantissa + 0.5 : mantissa, exponent);
    return power * StrictMath.pow(2, scale);
  }

  /** round(2^exponent) down to 1, 0 below; at most 2^most. */
  private static long factor(double exponent, int most) {
    return exponent < 0 ? 0 : (long) Math.floor(StrictMath.pow(2, Math.min(exponent, most)) + 0.5);
  }
}
