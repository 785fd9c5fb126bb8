package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Group equations with one random weight each, as one multi-scalar multiplication (protocol.md §8,
 * §11 rules 24 and 27). Generators, and points that equations have in common, stand in it once. Not
 * thread-safe.
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
  public boolean holds(Workers workers) {
    int generators = equations.stream().mapToInt(equation -> equation.z().length()).max().orElse(0);
    List<PointVector> points = new ArrayList<>();
    points.add(Generators.first(generators));
    points.add(PointVector.of(Generators.blinder()));
    int length = generators + 1;
    Map<PointVector, Integer> starts = new IdentityHashMap<>();
    for (GroupEquation equation : equations) {
      for (PointVector part : equation.points()) {
        if (starts.putIfAbsent(part, length) == null) {
          points.add(part);
          length += part.length();
        }
      }
    }
    FieldVector scalars = new FieldVector(length);
    for (int i = 0; i < equations.size(); i++) {
      GroupEquation equation = equations.get(i);
      Scalar weight = weights.get(i);
      addScaled(scalars, 0, equation.z(), 0, equation.z().length(), weight);
      scalars.addTo(generators, weight.times(equation.blinder()));
      int from = 0;
      for (PointVector part : equation.points()) {
        int start = starts.getOrDefault(part, 0);
        addScaled(scalars, start, equation.scalars(), from, part.length(), weight.negate());
        from += part.length();
      }
    }
    PointVector all = PointVector.concatenate(points);
    return MultiScalarMultiplication.compute(scalars, all, workers).isInfinity();
  }

  /** to[offset + i] += factor·values[from + i] for i &lt; count. */
  private static void addScaled(
      FieldVector to, int offset, FieldVector values, int from, int count, Scalar factor) {
    long[] f = new long[PrimeField.LIMBS];
    factor.copyTo(f, 0);
    long[] product = new long[PrimeField.LIMBS];
    long[] elements = to.elements();
    for (int i = 0; i < count; i++) {
      int at = PrimeField.LIMBS * (offset + i);
      PrimeField.SCALAR.multiply(
          product, 0, values.elements(), PrimeField.LIMBS * (from + i), f, 0);
      PrimeField.SCALAR.add(elements, at, elements, at, product, 0);
    }
  }
}
