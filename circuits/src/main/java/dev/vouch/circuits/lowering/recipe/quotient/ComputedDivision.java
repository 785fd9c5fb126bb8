package dev.vouch.circuits.lowering.recipe.quotient;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.Shift;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowering of quotients and remainders of integers a by integers b that are computed, too; for b =
 * 0 there is no witness. With |a| ≤ 2^n:
 *
 * <pre>
 * R = ⌊2^n / |b|⌋,   t = ⌊|a|·R / 2^n⌋     is ⌊|a| / |b|⌋ or one less, since |a| ≤ 2^n
 * q = t + [|a| − t·|b| ≥ |b|]
 * a / b = ±q, truncated toward zero
 * r = |a| − |b|·q;   the remainder ±r has the sign of a; the modulus that of b: ±r where the signs
 * are equal or r = 0, else ±(|b| − r)
 * </pre>
 */
final class ComputedDivision {
  /**
   * R in whole limbs times |b|, of which the quotient primitive knows the product, stays below
   * 2^62.
   */
  static final int MAX_BITS = 29;

  private final LoweringContext context;
  private final String output;
  private final String labels;
  private final Signed dividend;
  private final Signed divisor;

  /**
   * An integer by magnitude and sign.
   *
   * @param magnitude |x|, affine
   * @param sign −1 where x is negative, else 0, affine; null if it never is
   */
  private record Signed(Wire magnitude, @Nullable Wire sign) {}

  /** Of integers of the graph. */
  static ComputedDivision of(LoweringContext context, String output, String value, String divisor) {
    return new ComputedDivision(
        context, output, integers(context, value), integers(context, divisor));
  }

  private static Wire integers(LoweringContext context, String value) {
    return context.rescaling().narrow(context.wires().ofAny(value));
  }

  /**
   * Of integers at scale 0, which broadcast to the output's shape.
   *
   * @param output value of the graph that the result stands for
   */
  ComputedDivision(LoweringContext context, String output, Wire value, Wire divisor) {
    this.context = context;
    this.output = output;
    this.labels = Labels.of(context.graph().shape(output).size());
    this.dividend = signed(output + ".dividend", value);
    this.divisor = signed(output + ".divisor", divisor);
  }

  /** a / b, truncated toward zero. */
  Wire truncated() {
    return withSign(output, quotient(), negative(dividend.sign(), divisor.sign()));
  }

  /** a − b·(a / b). */
  Wire remainder() {
    return withSign(output, rest(quotient()), dividend.sign());
  }

  /** The remainder with the sign of b. */
  Wire modulus() {
    Wire rest = rest(quotient());
    Wire unlike = negative(dividend.sign(), divisor.sign());
    if (unlike == null) {
      return rest;
    }
    Wire before = Shift.lower(context, output + ".before", rest, -1);
    int bits = IntegerQuotient.bits(Math.max(1, range(rest).hi()));
    Wire none = Floor.quotient(context, output + ".none", before, bits);
    // turned = −1 where the signs differ and r ≠ 0: none is −1 where r = 0.
    Wire turned =
        context
            .einsum(output + ".turned", labels)
            .add(1, operand(unlike))
            .add(1, operand(unlike), Operand.of(none, labels))
            .build(0, new Interval(-1, 0));
    Wire turns = context.rescaling().whole(turned);
    Wire modulus =
        context
            .einsum(output + ".modulus", labels)
            .add(1, Operand.of(rest, labels))
            .add(-1, Operand.of(turns, labels), operand(divisor.magnitude()))
            .add(2, Operand.of(turns, labels), Operand.of(rest, labels))
            .build(0, new Interval(0, range(rest).hi()));
    return withSign(output, context.rescaling().whole(modulus), divisor.sign());
  }

  private Signed signed(String name, Wire value) {
    Wire x = context.rescaling().whole(value);
    Interval range = range(x);
    if (range.magnitude() > 1L << MAX_BITS) {
      throw new UnsupportedNodeException(
          "division by a computed integer takes magnitudes of at most 2^"
              + MAX_BITS
              + ", here "
              + range.magnitude()
              + "; divide by a constant, or calibrate on smaller integers");
    }
    if (range.lo() >= 0) {
      return new Signed(x, null);
    }
    int bits = IntegerQuotient.bits(range.magnitude());
    Wire sign = Floor.quotient(context, name + ".sign", x, bits);
    String own = Labels.of(x.view().rank());
    Wire magnitude =
        context
            .einsum(name + ".magnitude", own)
            .add(1, Operand.of(x, own))
            .add(2, Operand.of(sign, own), Operand.of(x, own))
            .build(0, new Interval(0, range.magnitude()));
    return new Signed(context.rescaling().whole(magnitude), sign);
  }

  /** ⌊|a| / |b|⌋, affine. */
  private Wire quotient() {
    Wire a = dividend.magnitude();
    Wire b = divisor.magnitude();
    long most = range(a).hi();
    int bits = Math.max(1, IntegerQuotient.bits(most - 1));
    int inverses = context.program().quotient(output + ".inverse", b.tensor(), 1L << bits, 1, 0);
    Wire product =
        context
            .einsum(output + ".product", labels)
            .add(1, operand(a), operand(new Wire(inverses, b.view(), 0)))
            .build(0);
    Wire low = Floor.quotient(context, output + ".low", product, bits);
    Wire beyond =
        context
            .einsum(output + ".beyond", labels)
            .add(1, operand(a))
            .add(-1, operand(low), operand(b))
            .add(-1, operand(b))
            .build(0, new Interval(-range(b).hi(), range(b).hi()));
    int beyondBits = IntegerQuotient.bits(range(b).hi());
    Wire less = Floor.quotient(context, output + ".less", beyond, beyondBits);
    return context
        .einsum(output + ".quotient", labels)
        .add(1, Operand.of(low, labels))
        .add(1, Operand.of(less, labels))
        .add(1, Constants.number(output + ".one", 1, 0))
        .build(0, new Interval(0, most));
  }

  /** |a| − |b|·q. */
  private Wire rest(Wire quotient) {
    Wire rest =
        context
            .einsum(output + ".rest", labels)
            .add(1, operand(dividend.magnitude()))
            .add(-1, Operand.of(quotient, labels), operand(divisor.magnitude()))
            .build(0, new Interval(0, Math.max(0, range(divisor.magnitude()).hi() - 1)));
    return context.rescaling().whole(rest);
  }

  /** −1 where exactly one of the signs is −1, else 0; affine. */
  private @Nullable Wire negative(@Nullable Wire a, @Nullable Wire b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Wire negative =
        context
            .einsum(output + ".negative", labels)
            .add(1, operand(a))
            .add(1, operand(b))
            .add(2, operand(a), operand(b))
            .build(0, new Interval(-1, 0));
    return context.rescaling().whole(negative);
  }

  /** x + 2·sign·x. */
  private Wire withSign(String name, Wire x, @Nullable Wire sign) {
    if (sign == null) {
      return x;
    }
    long most = range(x).hi();
    return context
        .einsum(name, labels)
        .add(1, Operand.of(x, labels))
        .add(2, operand(sign), Operand.of(x, labels))
        .build(0, new Interval(-most, most));
  }

  private Operand operand(Wire wire) {
    List<Integer> shape = context.graph().shape(output);
    return Operand.of(wire.through(wire.view().broadcastTo(shape)), labels);
  }

  private Interval range(Wire wire) {
    return context.program().tensor(wire.tensor()).range();
  }
}
