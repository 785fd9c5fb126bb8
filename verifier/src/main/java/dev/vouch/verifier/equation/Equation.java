package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * affine − Σ factor·v_i·v_j − ⟨x, vector⟩ = 0: one of the equations of §8 in the hidden messages
 * and x. Mutable, not thread-safe.
 */
public final class Equation {
  private final AffineForm affine;
  private final List<Product> products = new ArrayList<>();
  private @Nullable FieldVector opened;

  /** factor·v_first·v_second. */
  record Product(Scalar factor, int first, int second) {}

  /** affine = 0. */
  public Equation(AffineForm affine) {
    this.affine = affine;
  }

  /** Subtracts v_first·v_second. */
  public Equation minusProduct(int first, int second) {
    return minusProduct(Scalar.ONE, first, second);
  }

  /** Subtracts factor·v_first·v_second. */
  public Equation minusProduct(Scalar factor, int first, int second) {
    products.add(new Product(factor, first, second));
    return this;
  }

  /** Subtracts ⟨x, vector⟩; at most once. */
  public Equation minusOpened(FieldVector vector) {
    opened = vector;
    return this;
  }

  AffineForm affine() {
    return affine;
  }

  List<Product> products() {
    return products;
  }

  @Nullable FieldVector opened() {
    return opened;
  }
}
