package dev.vouch.circuits.facts;

import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an integer program that depend on weights or calibration data and that a key shows
 * in its coefficients only: by how much results are rescaled, and where they are clamped.
 */
public final class ProgramNumbers {
  private static final String FROM = "calibration, scales of weights";

  private ProgramNumbers() {}

  /** In the order of the program. */
  public static List<PublishedNumber> of(IntegerProgram program) {
    List<PublishedNumber> numbers = new ArrayList<>();
    for (Primitive primitive : program.primitives()) {
      String name = program.tensor(primitive.output()).name();
      if (primitive instanceof Requantisation step) {
        Map<String, Long> values =
            Map.of(
                "shift",
                (long) step.shift(),
                "lo",
                step.bounds().lo(),
                "hi",
                step.bounds().hi(),
                "scaleExponent",
                (long) program.tensor(step.output()).scaleExponent());
        numbers.add(
            new PublishedNumber(
                name, step.clamps(program) ? "rescaling and clamp" : "rescaling", FROM, values));
      } else if (primitive instanceof Quotient step) {
        Map<String, Long> values = Map.of("numerator", step.numerator(), "least", step.least());
        numbers.add(new PublishedNumber(name, "quotient", FROM, values));
      }
    }
    return numbers;
  }
}
