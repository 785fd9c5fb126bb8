package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.MoreBits;
import dev.vouch.circuits.quantise.Scales;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Changes of scale. Real numbers are rounded to a coarser one; what are integers or booleans in the
 * graph are never rounded, and only brought to scale 0. Not thread-safe.
 */
public final class Rescaling {
  /**
   * Magnitude bits beyond the width of activations up to which an affine value is an operand of
   * products without being requantised.
   */
  private static final int MORE_NARROW_BITS = 3;

  /** The same up to which it is as precise as squares and quotients need it. */
  private static final int MORE_PRECISE_BITS = 8;

  /** Bits that a value has beyond those of activations where its small cells count. */
  private static final int PRECISE_BITS = 4;

  /** The largest shift that is done in one step. */
  public static final int MAX_SHIFT = 32;

  private static final int MAX_REFINEMENT = 61;

  /** Up to so many bits values stay wide: further sums have room below 2^62. */
  private static final int WIDE_BITS = 54;

  /** Products of so many bits lie well below 2^62. */
  private static final int PRODUCT_BITS = 60;

  /** Bits that the first of two roundings keeps below the second. */
  private static final int GUARD_BITS = 8;

  private final ProgramBuilder program;
  private final Function<String, OptionalDouble> bounds;
  private final Scales scales;
  private final MoreBits more;
  private final Map<Requantised, Integer> requantised = new HashMap<>();
  private final Map<Integer, CutEnds> cuts = new HashMap<>();
  private final ErrorRules errors;

  private record Requantised(int tensor, int shift, Interval bounds) {}

  Rescaling(
      ProgramBuilder program,
      Function<String, OptionalDouble> bounds,
      Scales scales,
      MoreBits more,
      ErrorRules errors) {
    this.program = program;
    this.bounds = bounds;
    this.scales = scales;
    this.more = more;
    this.errors = errors;
  }

  /**
   * 2^(to − from): the factor that takes integers of one scale to a finer one.
   *
   * @throws RangeExceededException if no integer of the finer scale could stay within ±2^62
   */
  public static long factor(int from, int to) {
    if (to - from > MAX_REFINEMENT) {
      throw new RangeExceededException(
          "values in steps of 2^"
              + -from
              + " and of 2^"
              + -to
              + " meet in one sum; one of at most 1e9, where it masks, is small enough");
    }
    return 1L << (to - from);
  }

  /**
   * The value rescaled with rounding and clamped. The whole tensor under the wire is requantised,
   * once for each choice of scale and bounds; in two steps where the shift is above 2^32, or the
   * range so much wider than the bounds that the clamp's table would be too large.
   *
   * @param scaleExponent of the result; a finer one than the wire's is not reached
   * @param bounds integers of the result
   * @param name of the graph value the result stands for
   */
  public Wire requantise(Wire wire, int scaleExponent, Interval bounds, String name) {
    int shift = Math.max(0, wire.scaleExponent() - scaleExponent);
    if (shift > MAX_SHIFT) {
      int first = Math.min(MAX_SHIFT, shift - GUARD_BITS);
      Interval all = Requantisation.range(program.tensor(wire.tensor()).range(), first);
      Wire finer = requantise(wire, wire.scaleExponent() - first, all, name);
      return requantise(finer, scaleExponent, bounds, name);
    }
    Optional<Interval> between =
        Requantisation.boundsBetween(
            program.tensor(wire.tensor()).range(),
            shift,
            bounds,
            program.tensor(wire.tensor()).size());
    if (between.isPresent()) {
      Wire smaller = requantise(wire, scaleExponent, between.get(), name);
      return requantise(smaller, scaleExponent, bounds, name);
    }
    Requantised key = new Requantised(wire.tensor(), shift, bounds);
    int tensor =
        requantised.computeIfAbsent(
            key, missing -> program.requantisation(name, wire.tensor(), shift, bounds));
    errors.cut(tensor, program.tensor(wire.tensor()).range(), shift, bounds);
    return new Wire(tensor, wire.view(), wire.scaleExponent() - shift);
  }

  /**
   * The value as operand of a product: an affine tensor of at most 20 bits where activations have
   * 16 and readers need no more, requantised if it is not one already. Integers keep their value,
   * whatever its length.
   */
  public Wire narrow(Wire wire) {
    if (holdsIntegers(wire)) {
      return whole(toScaleZero(wire));
    }
    IntegerTensor tensor = program.tensor(wire.tensor());
    if (isAffineWithin(wire, MORE_NARROW_BITS)) {
      return wire;
    }
    return cut(wire, narrowScale(wire), narrowRange(tensor));
  }

  /** The value rounded to a scale and cut off at both ends of a range, which its run reports. */
  private Wire cut(Wire wire, int scale, Interval bounds) {
    String name = program.tensor(wire.tensor()).name();
    return program.completing(
        wire.tensor(), () -> markCut(requantise(wire, scale, bounds, name), CutEnds.BOTH));
  }

  /**
   * The value as an affine tensor whose step is at most 2^-{@code finest}, over the range it was
   * seen in: narrow where that is fine enough for {@code coarsest}, else as much wider as it takes.
   * For readers that take differences, which a large common offset must not make coarse.
   *
   * @param coarsest scale at which the bits of activations are enough
   * @param finest scale beyond which nothing is gained; at least {@code coarsest}
   */
  public Wire fine(Wire wire, int coarsest, int finest) {
    int narrowScale = narrowScale(wire);
    int enough = errors.isKeptWide(wire.tensor()) ? finest : coarsest;
    if (holdsIntegers(wire) || narrowScale >= enough || wire.scaleExponent() <= narrowScale) {
      return narrow(wire);
    }
    IntegerTensor tensor = program.tensor(wire.tensor());
    if (program.affine(wire.tensor()) && wire.scaleExponent() <= finest) {
      return wire;
    }
    int scale = Math.min(wire.scaleExponent(), finest);
    int bits = Math.min(scales.bits() + moreBits(tensor) + scale - narrowScale, MAX_REFINEMENT);
    return cut(wire, scale, Interval.signed(bits));
  }

  /**
   * A value all of whose digits count as an affine tensor over the whole range it can have, in
   * steps of 2^-{@code finest} or its own, or coarser ones where integers of these would be too
   * long; empty for other values.
   */
  public Optional<Wire> uncut(Wire wire, int finest) {
    boolean counts = errors.isKeptWide(wire.tensor());
    return counts ? Optional.of(affine(wire, finest, WIDE_BITS)) : Optional.empty();
  }

  /**
   * The value as an affine tensor of at most {@code bits} bits, over the range it was seen in, with
   * a step of at least 2^-{@code finest}; empty where its step would be above 2^-{@code coarsest}.
   */
  public Optional<Wire> within(Wire wire, int bits, int coarsest, int finest) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    int most = narrowScale(wire) - moreBits(tensor) - (scales.bits() - bits);
    int scale = Math.min(Math.min(most, finest), wire.scaleExponent());
    if (holdsIntegers(wire) || scale < coarsest) {
      return Optional.empty();
    }
    Interval bounds = Interval.signed(bits);
    if (program.affine(wire.tensor())
        && scale == wire.scaleExponent()
        && bounds.contains(tensor.range())) {
      return Optional.of(wire);
    }
    return Optional.of(cut(wire, scale, bounds));
  }

  /**
   * The value as an operand of a product in which its small cells count beside the large ones, as
   * in squares: an affine tensor of up to 25 bits as it is, others at 20 bits. Both are so many
   * where activations have 16 bits and readers need no more.
   */
  public Wire precise(Wire wire) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    if (holdsIntegers(wire)) {
      return narrow(wire);
    }
    if (isAffineWithin(wire, MORE_PRECISE_BITS)) {
      return wire;
    }
    return cut(wire, preciseScale(wire), preciseRange(tensor));
  }

  private boolean isAffineWithin(Wire wire, int moreBits) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    int bits = scales.bits() + Math.max(moreBits, moreBits(tensor));
    return program.affine(wire.tensor()) && tensor.range().magnitude() <= 1L << bits;
  }

  /** Bits that the tensor's value has as an operand of products beyond those of activations. */
  private int moreBits(IntegerTensor tensor) {
    return Math.min(more.of(tensor.name()), MoreBits.MOST_OF_FACTORS);
  }

  private Interval narrowRange(IntegerTensor tensor) {
    return Interval.signed(scales.bits() + moreBits(tensor));
  }

  private Interval preciseRange(IntegerTensor tensor) {
    return Interval.signed(scales.bits() + Math.max(PRECISE_BITS, moreBits(tensor)));
  }

  private int preciseScale(Wire wire) {
    int finer = Math.max(0, PRECISE_BITS - moreBits(program.tensor(wire.tensor())));
    return Math.min(wire.scaleExponent(), narrowScale(wire) + finer);
  }

  /** What {@link #precise} made of the value, if it was rounded for some reader. */
  public Optional<Wire> knownPrecise(Wire wire) {
    int shift = wire.scaleExponent() - preciseScale(wire);
    return Optional.ofNullable(
            requantised.get(
                new Requantised(wire.tensor(), shift, preciseRange(program.tensor(wire.tensor())))))
        .map(tensor -> new Wire(tensor, wire.view(), wire.scaleExponent() - shift));
  }

  /**
   * The value as an affine tensor with all bits that its readers need: where these are no more than
   * those of an operand of products, {@link #narrow}.
   *
   * @param most bits of the result
   */
  public Wire wide(Wire wire, int most) {
    if (errors.isKeptWide(wire.tensor())) {
      return affine(wire, most);
    }
    IntegerTensor tensor = program.tensor(wire.tensor());
    int missing = Math.min(most - scales.bits(), more.of(tensor.name())) - moreBits(tensor);
    if (holdsIntegers(wire) || missing <= 0) {
      return narrow(wire);
    }
    int scale = Math.min(wire.scaleExponent(), narrowScale(wire) + missing);
    int bits = scales.bits() + moreBits(tensor) + missing;
    if (program.affine(wire.tensor()) && tensor.range().bits() <= bits) {
      return wire;
    }
    return cut(wire, scale, Interval.signed(bits));
  }

  /** The value as an affine tensor, exactly, or rounded to that many bits of its range. */
  public Wire affine(Wire wire, int bits) {
    return affine(wire, wire.scaleExponent(), bits);
  }

  /** The value as an affine tensor, rounded to a scale and to that many bits of its range. */
  public Wire affine(Wire wire, int scaleExponent, int bits) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    int shift = Math.max(wire.scaleExponent() - scaleExponent, tensor.range().bits() - bits);
    if (shift <= 0 && program.affine(wire.tensor())) {
      return wire;
    }
    int scale = wire.scaleExponent() - Math.max(0, shift);
    Interval all = Requantisation.range(tensor.range(), Math.max(0, shift));
    return program.completing(wire.tensor(), () -> requantise(wire, scale, all, tensor.name()));
  }

  private int narrowScale(Wire wire) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    OptionalDouble magnitude = bounds.apply(tensor.name());
    if (magnitude.isPresent()) {
      // A factor 2^k only moves the scale: the wire may stand for 2^k times what the tensor is
      // named after, and is that much larger.
      int moved = wire.scaleExponent() - tensor.scaleExponent();
      int seen = scales.signed(magnitude.getAsDouble()) + moreBits(tensor) + moved;
      return Math.max(seen, provenScale(wire));
    }
    return provenScale(wire);
  }

  /** The finest scale, up to the wire's own, at which all values that its interval allows fit. */
  private int provenScale(Wire wire) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    int excess = tensor.range().bits() - (scales.bits() + moreBits(tensor) - 1);
    return wire.scaleExponent() - Math.max(0, excess);
  }

  /** What {@link #narrow} made of the value, if it was rounded for some reader. */
  Optional<Wire> narrowed(Wire wire) {
    int shift = Math.max(0, wire.scaleExponent() - narrowScale(wire));
    Interval bounds = narrowRange(program.tensor(wire.tensor()));
    return Optional.ofNullable(requantised.get(new Requantised(wire.tensor(), shift, bounds)))
        .map(tensor -> new Wire(tensor, wire.view(), wire.scaleExponent() - shift));
  }

  /**
   * The value as an operand of products with one weight each: as it is, if such a product has room,
   * else {@link #narrow}.
   *
   * @param weightBits of the weights
   */
  public Wire factor(Wire wire, int weightBits) {
    boolean roomy =
        program.affine(wire.tensor())
            && program.tensor(wire.tensor()).range().bits() + Math.max(0, weightBits)
                <= PRODUCT_BITS;
    return roomy && !holdsIntegers(wire) ? wire : narrow(wire);
  }

  /**
   * The value, narrow if a contraction that makes its integers {@code moreBits} longer might
   * overflow.
   */
  public Wire makeRoom(Wire wire, int moreBits) {
    return hasRoom(wire, moreBits) ? wire : narrow(wire);
  }

  /** Whether a contraction may make the value's integers {@code moreBits} longer. */
  public boolean hasRoom(Wire wire, int moreBits) {
    return program.tensor(wire.tensor()).range().bits() + moreBits <= WIDE_BITS;
  }

  /** The value as it is, or rounded to that many bits of its range if it may have more. */
  public Wire shortened(Wire wire, int bits) {
    return program.tensor(wire.tensor()).range().bits() <= bits ? wire : affine(wire, bits);
  }

  /** Marks the ends at which a clamp or a table cuts values off for lack of width. */
  public Wire markCut(Wire wire, CutEnds ends) {
    cuts.merge(wire.tensor(), ends, CutEnds::or);
    return wire;
  }

  /** Tensors of the program that may saturate. */
  Map<Integer, CutEnds> cuts() {
    return cuts;
  }

  /**
   * Whether the wire stands for integers. A real number that was an integer, and then was divided
   * by 2^k, lies in the same tensor at a finer scale.
   */
  boolean holdsIntegers(Wire wire) {
    return wire.scaleExponent() <= 0 && errors.holdsIntegers(wire.tensor());
  }

  /** From now on the value is one of integers. */
  Wire markIntegers(Wire wire) {
    errors.integers(wire.tensor());
    return wire;
  }

  /**
   * The same integers at scale 0.
   *
   * @throws UnsupportedNodeException if they are fractions
   */
  Wire toScaleZero(Wire wire) {
    if (wire.scaleExponent() > 0) {
      throw new UnsupportedNodeException("a fraction of integers is not supported");
    }
    return markIntegers(
        wire.scaleExponent() == 0
            ? wire
            : LabelledSum.multiple(program, factor(wire.scaleExponent(), 0), wire, 0));
  }

  /** The same integers as an operand of products, whatever their length. */
  public Wire whole(Wire wire) {
    if (program.affine(wire.tensor())) {
      return wire;
    }
    IntegerTensor tensor = program.tensor(wire.tensor());
    return markIntegers(
        program.completing(
            wire.tensor(),
            () -> requantise(wire, wire.scaleExponent(), tensor.range(), tensor.name())));
  }
}
