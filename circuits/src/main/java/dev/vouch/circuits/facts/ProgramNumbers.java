package dev.vouch.circuits.facts;

import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.IntegerProgram;
import java.util.ArrayList;
import java.util.List;

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
      primitive
          .published(program)
          .ifPresent(
              published ->
                  numbers.add(
                      new PublishedNumber(name, published.what(), FROM, published.values())));
    }
    return numbers;
  }
}
