package dev.vouch.circuits.report;

import dev.vouch.circuits.primitive.Errors;
import org.jspecify.annotations.Nullable;

/** The same errors, none of them independent of the others. */
record DependentErrors(Errors errors) implements Errors {
  @Override
  public long[] valuesOf(int tensor) {
    return errors.valuesOf(tensor);
  }

  @Override
  public double[] of(int tensor) {
    return errors.of(tensor);
  }

  @Override
  public double ofRounding() {
    return errors.ofRounding();
  }

  @Override
  public boolean independent() {
    return false;
  }

  @Override
  public @Nullable Shares sharesOf(int tensor) {
    return errors.sharesOf(tensor);
  }

  @Override
  public double ofCoefficients(int output) {
    return errors.ofCoefficients(output);
  }

  @Override
  public double ofBounds(int output) {
    return errors.ofBounds(output);
  }

  @Override
  public double ofStep(double jump) {
    return errors.ofStep(jump);
  }
}
