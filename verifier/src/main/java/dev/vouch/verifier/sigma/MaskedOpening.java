package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sigma protocol begins (protocol.md §8), in both forms of a proof: what will be opened is
 * z = c·(x or w) + d.
 *
 * @param commitments K_x, if something is opened, and K_w
 * @param masks D for each commitment
 */
public record MaskedOpening(
    List<Commitment> commitments, List<Point> masks, Scalar l1, Scalar l0, Scalar c) {
  /** Elements that are sent: a mask for each vector; l1, l0. */
  public static long elements(int columns) {
    return vectors(columns) + 2;
  }

  /** x, if it has columns, and the pads. */
  static long vectors(int columns) {
    return columns > 0 ? 2 : 1;
  }

  /** P -> V D_x, D_w; l1, l0. V -> P c. */
  public static MaskedOpening read(MessageReader reader, List<Commitment> commitments)
      throws MessageException {
    List<Point> masks = new ArrayList<>();
    for (int i = 0; i < commitments.size(); i++) {
      masks.add(reader.point("sigma D"));
    }
    return new MaskedOpening(
        commitments,
        masks,
        reader.scalar("sigma l"),
        reader.scalar("sigma l"),
        reader.challenge("c"));
  }

  /** −c²·c_0 + c·l1 + l0, which c·L(z) + Σ κ_ij·z_i·z_j + z_ψ has to be. */
  public Scalar claim(QuadraticForm form) {
    return c.times(l1).plus(l0).minus(c.square().times(form.constant()));
  }

  /** The points of c·K + D. */
  public List<PointVector> points(int i) {
    List<PointVector> points = new ArrayList<>(commitments.get(i).points());
    points.add(PointVector.of(masks.get(i)));
    return points;
  }

  /** The scalars of weight·(c·K + D), one for each of {@link #points}. */
  public FieldVector scalars(int i, Scalar weight) {
    FieldVector ofRows = commitments.get(i).scalars();
    FieldVector scalars = ofRows.copyOf(ofRows.length() + 1).scale(weight.times(c));
    scalars.set(ofRows.length(), weight);
    return scalars;
  }
}
