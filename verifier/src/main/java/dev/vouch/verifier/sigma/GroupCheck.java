package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Group equations with one random weight each, as one multi-scalar multiplication; equations share
 * the generators (protocol.md §8, §11 rules 24 and 27). Not thread-safe.
 */
public final class GroupCheck {
  private final List<GroupEquation> equations = new ArrayList<>();
  private final List<Scalar> weights = new ArrayList<>();

  /** Adds an equation; {@code weight} must be drawn after everything in it was absorbed. */
  public void add(GroupEquation equation, Scalar weight) {
    equations.add(equation);
    weights.add(weight);
  }

  /** Whether Σ weight·(Com(z; ζ) − Σ scalars·points) = 0. */
  public boolean holds() {
    int generators = equations.stream().mapToInt(equation -> equation.z().length()).max().orElse(0);
    int others = equations.stream().mapToInt(equation -> equation.points().length()).sum();
    List<PointVector> points = new ArrayList<>();
    points.add(Generators.first(generators));
    points.add(PointVector.of(Generators.blinder()));
    FieldVector scalars = new FieldVector(generators + 1 + others);
    int at = generators + 1;
    for (int i = 0; i < equations.size(); i++) {
      GroupEquation equation = equations.get(i);
      Scalar weight = weights.get(i);
      addScaled(scalars, 0, equation.z(), weight);
      scalars.addTo(generators, weight.times(equation.blinder()));
      points.add(equation.points());
      addScaled(scalars, at, equation.scalars(), weight.negate());
      at += equation.points().length();
    }
    return MultiScalarMultiplication.compute(scalars, PointVector.concatenate(points)).isInfinity();
  }

  /** to[offset + i] += factor·from[i]. */
  private static void addScaled(FieldVector to, int offset, FieldVector from, Scalar factor) {
    long[] f = new long[PrimeField.LIMBS];
    factor.copyTo(f, 0);
    long[] product = new long[PrimeField.LIMBS];
    long[] elements = to.elements();
    for (int i = 0; i < from.length(); i++) {
      int at = PrimeField.LIMBS * (offset + i);
      PrimeField.SCALAR.multiply(product, 0, from.elements(), PrimeField.LIMBS * i, f, 0);
      PrimeField.SCALAR.add(elements, at, elements, at, product, 0);
    }
  }
}
