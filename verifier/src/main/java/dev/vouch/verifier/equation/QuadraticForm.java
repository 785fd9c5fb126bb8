package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** L(x, w) + Σ κ_ij·w_i·w_j + c_0: all equations of §8 together, in x and the pads w. Immutable. */
public final class QuadraticForm {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private final @Nullable FieldVector onOpened;
  private final FieldVector onPads;
  private final int[] first;
  private final int[] second;
  private final FieldVector kappa;
  private final Scalar constant;

  private QuadraticForm(
      @Nullable FieldVector onOpened,
      FieldVector onPads,
      int[] first,
      int[] second,
      FieldVector kappa,
      Scalar constant) {
    this.onOpened = onOpened;
    this.onPads = onPads;
    this.first = first;
    this.second = second;
    this.kappa = kappa;
    this.constant = constant;
  }

  /**
   * Σ θ^i·equation_i with v_k = v̂_k + w_k put in, where {@code received} holds v̂ by message
   * number (entry 0 is 0: ψ masks no message).
   */
  static QuadraticForm combine(List<Equation> equations, Scalar theta, FieldVector received) {
    int count = equations.stream().mapToInt(equation -> equation.products().size()).sum();
    int[] first = new int[count];
    int[] second = new int[count];
    FieldVector kappa = new FieldVector(count);
    FieldVector linear = new FieldVector(received.length());
    FieldVector onOpened = null;
    Scalar constant = Scalar.ZERO;
    Scalar power = Scalar.ONE;
    int at = 0;
    for (Equation equation : equations) {
      equation.affine().addTo(linear.elements(), power);
      constant = constant.plus(power.times(equation.affine().constant()));
      for (Equation.Product product : equation.products()) {
        first[at] = product.first();
        second[at] = product.second();
        kappa.set(at++, power.times(product.factor()).negate());
      }
      if (equation.opened() != null) {
        onOpened = equation.opened().copy().scale(power.negate()); // one equation, the last
      }
      power = power.times(theta);
    }
    QuadraticForm inValues = new QuadraticForm(onOpened, linear, first, second, kappa, constant);
    return inValues.shift(received);
  }

  /** This polynomial at w + v̂ in place of v. */
  private QuadraticForm shift(FieldVector received) {
    Scalar shifted = constant.plus(onPads.dot(received)).plus(products(received, received));
    FieldVector linear = onPads.copy();
    long[] product = new long[LIMBS];
    for (int i = 0; i < first.length; i++) {
      addProduct(linear, first[i], i, received, second[i], product);
      addProduct(linear, second[i], i, received, first[i], product);
    }
    return new QuadraticForm(onOpened, linear, first, second, kappa, shifted);
  }

  private void addProduct(
      FieldVector linear, int to, int index, FieldVector received, int from, long[] product) {
    F.multiply(product, 0, kappa.elements(), LIMBS * index, received.elements(), LIMBS * from);
    F.add(linear.elements(), LIMBS * to, linear.elements(), LIMBS * to, product, 0);
  }

  /** S: 0 for ψ, and the pads that occur in products, ascending (protocol.md §8.1). */
  public int[] multiplied() {
    return IntStream.concat(
            IntStream.of(0), IntStream.concat(Arrays.stream(first), Arrays.stream(second)))
        .distinct()
        .sorted()
        .toArray();
  }

  /**
   * The coefficients of L for the columns of x.
   *
   * @throws IllegalStateException if nothing is opened
   */
  public FieldVector onOpened() {
    if (onOpened == null) {
      throw new IllegalStateException("nothing is opened");
    }
    return onOpened;
  }

  /** The coefficients of L for the pads; that of ψ is 0. */
  public FieldVector onPads() {
    return onPads;
  }

  /** L on vectors in place of x (absent where nothing is opened) and of the pads. */
  public Scalar linear(@Nullable FieldVector x, FieldVector pads) {
    Scalar value = onPads.dot(pads);
    return onOpened == null || x == null ? value : value.plus(onOpened.dot(x));
  }

  /** Σ κ_ij·a_i·b_j. */
  public Scalar products(FieldVector a, FieldVector b) {
    long[] sum = new long[LIMBS];
    long[] product = new long[LIMBS];
    for (int i = 0; i < first.length; i++) {
      F.multiply(product, 0, a.elements(), LIMBS * first[i], b.elements(), LIMBS * second[i]);
      F.multiply(product, 0, product, 0, kappa.elements(), LIMBS * i);
      F.add(sum, 0, sum, 0, product, 0);
    }
    return Scalar.of(sum, 0);
  }

  /** c_0. */
  public Scalar constant() {
    return constant;
  }
}
