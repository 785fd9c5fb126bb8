package dev.vouch.verifier.compact;

import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.sigma.Commitment;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.sigma.MaskedOpening;
import dev.vouch.verifier.sigma.SigmaProtocol;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of a compact proof (protocol.md §8.1), as V: the openings of {@link SigmaProtocol} are
 * not sent but shown by an inner-product argument.
 */
public final class CompactProtocol {
  private CompactProtocol() {}

  /**
   * Elements that are sent: D, l1, l0; ζ_x, ζ_w; z_w on S, which are ψ's and those of the {@code
   * multiplied} messages; t, u, v; L and R a round; the last one.
   */
  public static long elements(int columns, int pads, int multiplied) {
    int revealed = 1 + multiplied;
    return MaskedOpening.elements(columns)
        + 2
        + revealed
        + 3
        + 2L * CompactClaim.rounds(columns, pads)
        + 1;
  }

  /** One round of the argument. */
  private record Round(Point left, Point right, Scalar r) {}

  /**
   * Reads the last messages.
   *
   * @param form L(x, w) + Σ κ_ij·w_i·w_j + c_0
   * @param commitments K_x and K_w
   * @return the group equation that is left to check; empty for the challenge 0
   */
  public static Optional<List<GroupEquation>> run(
      MessageReader reader, QuadraticForm form, List<Commitment> commitments)
      throws MessageException {
    MaskedOpening opening = MaskedOpening.read(reader, commitments);
    int rounds = CompactClaim.rounds(form);
    // P -> V  ζ_x, ζ_w; z_w on S
    Scalar blinderX = reader.scalar(CompactClaim.LABEL);
    Scalar blinderW = reader.scalar(CompactClaim.LABEL);
    int[] multiplied = form.multiplied();
    FieldVector sent = new FieldVector(form.onPads().length());
    for (int i : multiplied) {
      sent.set(i, reader.scalar(CompactClaim.LABEL));
    }
    // V -> P  σ;  P -> V  t, u, v;  V -> P  ω, ξ, χ
    CompactClaim claim = CompactClaim.of(form, 1 << rounds, reader.challenge(CompactClaim.LABEL));
    Scalar t = reader.scalar(CompactClaim.LABEL);
    Scalar u = reader.scalar(CompactClaim.LABEL);
    Scalar v = reader.scalar(CompactClaim.LABEL);
    Scalar omega = reader.challenge(CompactClaim.LABEL);
    Scalar xi = reader.challenge(CompactClaim.LABEL);
    Scalar chi = reader.challenge(CompactClaim.LABEL);
    List<Round> argument = new ArrayList<>();
    for (int i = 0; i < rounds; i++) { // P -> V  L, R;  V -> P  r
      argument.add(
          new Round(
              reader.point(CompactClaim.LABEL),
              reader.point(CompactClaim.LABEL),
              reader.challenge(CompactClaim.LABEL)));
    }
    Scalar last = reader.scalar(CompactClaim.LABEL);
    reader.end();
    if (opening.c().isZero()) {
      return Optional.empty();
    }
    // V: t_w = <b, z'>, y = t + ω·u + ξ·(v + ω·t_w)
    Scalar known = form.products(sent, sent).plus(sent.get(0));
    Scalar onPads =
        opening
            .claim(form)
            .minus(known)
            .times(opening.c().inverse())
            .minus(t)
            .minus(form.onPads().dot(sent));
    Scalar y = t.plus(omega.times(u)).plus(xi.times(v.plus(omega.times(onPads))));

    FieldVector folded = foldedGenerators(argument);
    Scalar inner = folded.dot(claim.combined(xi));
    Scalar rho = argument.stream().map(Round::r).reduce(Scalar.ONE, Scalar::times);
    FieldVector z = folded.scale(last).add(sent.copyOf(folded.length()).scale(rho.times(omega)));
    Scalar blinder =
        last.times(chi)
            .times(inner)
            .plus(rho.times(blinderX.plus(omega.times(blinderW)).minus(y.times(chi))));
    return Optional.of(List.of(equation(z, blinder, opening, argument, rho, omega)));
  }

  /**
   * Coefficients of the generators in the last g: Π r over the bits of j, the first round's
   * highest.
   */
  private static FieldVector foldedGenerators(List<Round> argument) {
    FieldVector folded = FieldVector.constant(1 << argument.size(), Scalar.ONE);
    for (int i = 0; i < argument.size(); i++) {
      int step = 1 << (argument.size() - 1 - i);
      for (int j = 0; j < folded.length(); j++) {
        if ((j & step) != 0) {
          folded.set(j, folded.get(j).times(argument.get(i).r()));
        }
      }
    }
    return folded;
  }

  /** ρ·(c·K_x + D_x + ω·(c·K_w + D_w)) + Σ (r²·L + R)·(the later r) on the right-hand side. */
  private static GroupEquation equation(
      FieldVector z,
      Scalar blinder,
      MaskedOpening opening,
      List<Round> argument,
      Scalar rho,
      Scalar omega) {
    List<FieldVector> scalars = new ArrayList<>();
    List<PointVector> points = new ArrayList<>();
    scalars.add(opening.scalars(0, rho));
    points.addAll(opening.points(0));
    scalars.add(opening.scalars(1, rho.times(omega)));
    points.addAll(opening.points(1));
    Scalar later = Scalar.ONE;
    for (int i = argument.size() - 1; i >= 0; i--) {
      Round round = argument.get(i);
      scalars.add(FieldVector.of(List.of(round.r().square().times(later), later)));
      points.add(PointVector.of(round.left(), round.right()));
      later = later.times(round.r());
    }
    return new GroupEquation(z, blinder, FieldVector.concatenate(scalars), points);
  }
}
