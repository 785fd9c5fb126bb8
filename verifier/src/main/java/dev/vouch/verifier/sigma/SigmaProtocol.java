package dev.vouch.verifier.sigma;

import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of the proof (protocol.md §8): x and the pads are opened at one random combination with
 * masks, and the quadratic form is checked on what was opened.
 */
public final class SigmaProtocol {
  private SigmaProtocol() {}

  /**
   * Elements that are sent: D, l1, l0, z_x and z_w with their blinders.
   *
   * @param columns length of x; 0 if nothing is opened
   */
  public static long elements(int columns, int pads) {
    return MaskedOpening.elements(columns) + columns + pads + MaskedOpening.vectors(columns);
  }

  /**
   * Reads the last messages and checks the quadratic form.
   *
   * @param form L(x, w) + Σ κ_ij·w_i·w_j + c_0
   * @param commitments K_x, if something is opened, and K_w, in this order
   * @return the group equations that are left to check, in the same order; empty if the quadratic
   *     form does not vanish
   */
  public static Optional<List<GroupEquation>> run(
      MessageReader reader, QuadraticForm form, List<Commitment> commitments)
      throws MessageException {
    // P -> V  D_x, D_w; l1, l0;  V -> P  c
    MaskedOpening opening = MaskedOpening.read(reader, commitments);
    // P -> V  z_x, z_w, and their blinders
    List<FieldVector> z = new ArrayList<>();
    for (Commitment commitment : commitments) {
      z.add(reader.scalars("sigma z", commitment.length()));
    }
    List<GroupEquation> equations = new ArrayList<>();
    for (int i = 0; i < commitments.size(); i++) {
      Scalar blinder = reader.scalar("sigma z");
      equations.add(
          new GroupEquation(z.get(i), blinder, opening.scalars(i, Scalar.ONE), opening.points(i)));
    }
    reader.end();
    // V: c·L(z) + Σ κ_ij·z_i·z_j + z_ψ = −c²·c_0 + c·l1 + l0
    FieldVector pads = z.get(z.size() - 1);
    FieldVector x = z.size() > 1 ? z.get(0) : null;
    Scalar claim =
        opening.c().times(form.linear(x, pads)).plus(form.products(pads, pads)).plus(pads.get(0));
    return claim.equals(opening.claim(form)) ? Optional.of(equations) : Optional.empty();
  }
}
