package dev.vouch.circuits.lowering.recipe.place;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Comparisons;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.lowering.recipe.Shift;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.Scales;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lowering of places among all floating-point numbers to the numbers, in steps of a power of two.
 * The place of a positive number is its binary representation, which is taken apart:
 *
 * <pre>
 * place = ±(exponent · 2^bits + fraction)
 * x = ±(2^bits + fraction) · T[exponent]      T[e] = 2^(e − bias) in steps, 0 where that is below 1
 * </pre>
 *
 * A column that comes times 2^k adds k to its exponents. There is no witness for the places of
 * infinities: exponents are looked up among those of finite numbers first.
 */
public final class NumbersOfPlaces {
  /** Magnitude bits of the product, before it is rounded: it is exact down to 2^-32 of the most. */
  private static final int PRODUCT_BITS = 56;

  /** Magnitude bits of the result. */
  private static final int RESULT_BITS = 36;

  /** In place of the exponent of numbers that count as 0. */
  private static final int OF_ZERO = -1_024;

  /** Exponents of finite numbers are below this one, whatever the type. */
  private static final int BEYOND = 255;

  private final LoweringContext context;
  private final String output;
  private final FloatOrder order;
  private final Digits digits;
  private final long[] exponents;

  /**
   * How the places of a type are taken apart.
   *
   * @param first place of the first number that is not 0
   * @param dropped low bits of the fraction that are left out
   * @param bits of the fraction that are left
   * @param bias an exponent of so much is a step of 1
   * @param least exponent, of numbers that count as 0
   */
  private record Digits(long first, int dropped, int bits, int bias, int least) {
    private static final Digits OF_FLOAT32 = new Digits(0, 0, 23, 150, 0);
    private static final Digits OF_FLOAT64 = new Digits(2, 28, 24, 152, -1);
  }

  /**
   * The numbers, others in place of NaN, wide.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that is given as places
   * @param imputed constant of the graph: one number, or one for each column
   * @param factors constant of the graph: powers of two, by which columns are multiplied
   */
  public static Wire lower(
      LoweringContext context, String output, String input, String imputed, String factors) {
    NumbersOfPlaces numbers = new NumbersOfPlaces(context, output, input, factors);
    Wire places = context.wires().of(input);
    return numbers.of(numbers.imputed(places, imputed, context.graph().constant(imputed)));
  }

  /**
   * The numbers, wide; there is no witness for NaN.
   *
   * @param output value of the graph that the result stands for
   * @param input value of the graph that is given as places
   * @param factors constant of the graph: powers of two, by which columns are multiplied
   */
  public static Wire lower(LoweringContext context, String output, String input, String factors) {
    return new NumbersOfPlaces(context, output, input, factors).of(context.wires().of(input));
  }

  private NumbersOfPlaces(LoweringContext context, String output, String input, String factors) {
    this.context = context;
    this.output = output;
    this.order = FloatOrder.of(context.graph().info(input).type());
    this.digits = order == FloatOrder.FLOAT32 ? Digits.OF_FLOAT32 : Digits.OF_FLOAT64;
    double[] powers = context.graph().constant(factors).toDoubles();
    this.exponents = Arrays.stream(powers).mapToLong(Math::getExponent).toArray();
  }

  /** The place of a number where that of NaN was, other places as they are. */
  private Wire imputed(Wire places, String name, TensorData numbers) {
    String labels = Labels.of(places.view().rank());
    long ofNaN = order.place(Double.NaN);
    long[] distances =
        Arrays.stream(numbers.toDoubles()).mapToLong(x -> order.place(x) - ofNaN).toArray();
    TensorData moves = TensorData.ofLongs(DataType.INT64, numbers.shape(), distances);
    Wire missing = SpecialPlaces.above(context, output + ".missing", places, order.infinity());
    return context
        .einsum(output + ".known", labels)
        .add(1, Operand.of(places, labels))
        .add(
            1,
            IntegerConstant.of(name + ".places", moves, labels).weights(context),
            Operand.of(missing, labels))
        .build(0, new Interval(-order.infinity(), order.infinity()));
  }

  /** The numbers that have the places, none of which is NaN's. */
  private Wire of(Wire places) {
    String labels = Labels.of(places.view().rank());
    Wire known = whole(places);
    Wire negative = whole(Comparisons.negative(context, output + ".negative", known));
    Wire magnitude =
        context
            .einsum(output + ".magnitude", labels)
            .add(1, Operand.of(known, labels))
            .add(-2, Operand.of(known, labels), Operand.of(negative, labels))
            .build(0, new Interval(0, order.infinity()));
    Wire moved = Shift.lower(context, output + ".moved", magnitude, -digits.first());
    Wire high = whole(Floor.quotient(context, output + ".digits", moved, digits.dropped()));
    Wire exponent = Floor.quotient(context, output + ".exponent", high, digits.bits());
    Wire fraction =
        whole(
            context
                .einsum(output + ".fraction", labels)
                .add(1, Operand.of(high, labels))
                .add(-(1L << digits.bits()), Operand.of(exponent, labels))
                .build(0, Interval.unsigned(digits.bits())));

    double reach = 2 * context.magnitude(output).orElse(1);
    int scale = Scales.fitting(reach, PRODUCT_BITS);
    Wire power = power(scaled(exponent), scale);
    Wire product =
        context
            .einsum(output + ".product", labels)
            .add(1, Operand.of(fraction, labels), Operand.of(power, labels))
            .add(1L << digits.bits(), Operand.of(power, labels))
            .build(scale);
    context.errors().coefficients(product.tensor(), digits.dropped() > 0 ? 0x1p-23 : 0);
    int shift = PRODUCT_BITS - RESULT_BITS;
    Interval most = Interval.unsigned(RESULT_BITS + 1);
    Wire size = context.rescaling().requantise(product, scale - shift, most, output + ".size");
    context.rescaling().markCut(size, new CutEnds(false, true));
    Wire operand = whole(size);
    return context
        .einsum(output, labels)
        .add(1, Operand.of(operand, labels))
        .add(-2, Operand.of(operand, labels), Operand.of(negative, labels))
        .build(size.scaleExponent());
  }

  private Wire whole(Wire wire) {
    return context.rescaling().whole(wire);
  }

  /** Exponents of finite numbers times the factors of their columns. */
  private Wire scaled(Wire exponent) {
    long[] rows =
        IntStream.range(digits.least(), BEYOND)
            .mapToLong(row -> row == digits.least() ? OF_ZERO : row)
            .toArray();
    Wire finite = table(output + ".finite", exponent, digits.least(), rows, 0);
    if (Arrays.stream(exponents).allMatch(k -> k == 0)) {
      return finite;
    }
    String labels = Labels.of(exponent.view().rank());
    TensorData shifts = TensorData.ofVector(exponents);
    return context
        .einsum(output + ".scaled", labels)
        .add(1, Operand.of(finite, labels))
        .add(1, IntegerConstant.of(output + ".shifts", shifts, labels).constants())
        .build(0);
  }

  /** T[exponent]. */
  private Wire power(Wire exponent, int scale) {
    Interval range = context.program().tensor(exponent.tensor()).range();
    int most = PRODUCT_BITS - digits.bits() + 1;
    long[] rows = new long[Math.toIntExact(range.hi() - range.lo() + 1)];
    for (int i = 0; i < rows.length; i++) {
      long power = Math.min(range.lo() + i - digits.bias() + scale, most);
      rows[i] = power < 0 ? 0 : 1L << power;
    }
    return table(output + ".power", exponent, range.lo(), rows, scale);
  }

  private Wire table(String name, Wire x, long first, long[] rows, int scale) {
    int tensor = context.program().tabulation(name, x.tensor(), first, rows, scale);
    double[] none = new double[context.program().tensor(tensor).size()];
    context.errors().rule(tensor, errors -> none.clone()); // rows are exact, and so are places
    return new Wire(tensor, x.view(), scale);
  }
}
