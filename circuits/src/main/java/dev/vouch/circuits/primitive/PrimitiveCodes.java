package dev.vouch.circuits.primitive;

import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Map;

/** The primitives by their number in program bytes (docs/spec/program.md): one line each. */
public final class PrimitiveCodes {
  private static final Map<Integer, Reader> READERS =
      Map.ofEntries(
          Map.entry(Contraction.CODE, Contraction::read),
          Map.entry(Rearrangement.CODE, Rearrangement::read),
          Map.entry(Exposure.CODE, Exposure::read),
          Map.entry(Requantisation.CODE, Requantisation::read),
          Map.entry(Maximum.CODE, Maximum::read),
          Map.entry(Tabulation.CODE, Tabulation::read),
          Map.entry(Quotient.CODE, Quotient::read),
          Map.entry(Normalisation.CODE, Normalisation::read),
          Map.entry(OneHot.CODE, OneHot::read),
          Map.entry(Descent.CODE, Descent::read),
          Map.entry(Fetch.CODE, Fetch::read),
          Map.entry(StepFunction.CODE, StepFunction::read));

  private PrimitiveCodes() {}

  /** Reads what {@link Primitive#write} has written. */
  private interface Reader {
    Primitive read(int output, PrimitiveSource source) throws MalformedFormatException;
  }

  /**
   * Reads a primitive after its code and output.
   *
   * @throws MalformedFormatException if no primitive has the code, or this one cannot be what
   *     follows
   */
  public static Primitive read(int code, int output, PrimitiveSource source)
      throws MalformedFormatException {
    Reader reader = READERS.get(code);
    if (reader == null) {
      throw source.bytes().malformed("unknown primitive " + code);
    }
    return reader.read(output, source);
  }
}
