package dev.vouch.verifier.compact;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointFolding;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.sigma.Commitment;
import dev.vouch.verifier.sigma.MaskedOpening;
import dev.vouch.verifier.transcript.KeccakTranscript;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import dev.vouch.verifier.transcript.Transcript;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the end of a compact proof from that of a proof that was verified (protocol.md §8.1), as P.
 * No secret is needed: the openings stand in the proof. Used once, not thread-safe.
 */
public final class Compaction {
  /**
   * So many generators are made one, once three rounds have gone by: rounds before it work with all
   * of them, rounds after it with an eighth, and it takes about as long as two of the former.
   */
  private static final int FOLDED_TOGETHER = 8;

  /** Fewer generators than these are not worth it. */
  private static final int LEAST_FOLDED = 4;

  private final Transcript transcript;
  private final QuadraticForm form;
  private final Workers workers;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Compaction(Transcript transcript, QuadraticForm form, Workers workers) {
    this.transcript = transcript;
    this.form = form;
    this.workers = workers;
  }

  /**
   * What takes the place of the openings.
   *
   * @param reader stands before the sigma protocol's messages
   * @param commitments K_x and K_w
   * @param rest the messages of the proof after challenge c are taken from here; not absorbed
   * @param workers who work on the argument
   * @return empty if a point of the argument or a folded generator is infinity: so with negligible
   *     probability, or where half of the vector is 0 by structure, in circuits with few messages
   */
  public static Optional<Result> run(
      MessageReader reader,
      QuadraticForm form,
      List<Commitment> commitments,
      byte[] rest,
      Workers workers)
      throws MessageException {
    MaskedOpening.read(reader, commitments);
    int prefix = reader.position();
    MessageReader openings = new MessageReader(new KeccakTranscript(), rest, prefix);
    FieldVector x = openings.scalars("sigma z", commitments.get(0).length());
    FieldVector pads = openings.scalars("sigma z", commitments.get(1).length());
    Scalar blinderX = openings.scalar("sigma z");
    Scalar blinderW = openings.scalar("sigma z");
    Compaction compaction = new Compaction(reader.transcript(), form, workers);
    compaction.write(blinderX);
    compaction.write(blinderW);
    return compaction.prove(x, pads)
        ? Optional.of(new Result(prefix, compaction.written.toByteArray()))
        : Optional.empty();
  }

  /**
   * The end of a compact proof.
   *
   * @param prefix bytes of the proof's messages that stay
   * @param end what follows them
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(int prefix, byte[] end) {}

  /** Whether there is an argument. */
  private boolean prove(FieldVector x, FieldVector pads) {
    int rounds = CompactClaim.rounds(form);
    int size = 1 << rounds;
    FieldVector zx = x.copyOf(size);
    FieldVector zw = pads.copyOf(size);
    for (int i : form.multiplied()) { // P -> V  z_w on S
      write(pads.get(i));
      zw.set(i, Scalar.ZERO);
    }
    // V -> P  σ;  P -> V  t, u, v;  V -> P  ω, ξ, χ
    CompactClaim claim = CompactClaim.of(form, size, challenge());
    write(claim.a().dot(zx));
    write(claim.a().dot(zw));
    write(claim.b().dot(zx));
    FieldVector z = zx.addScaled(challenge(), zw);
    FieldVector e = claim.combined(challenge());
    Scalar chi = challenge();
    PointVector generators = Generators.first(size);
    FieldVector folded = FieldVector.constant(1, Scalar.ONE);
    for (int half = size / 2; half > 0; half /= 2) {
      FieldVector zLow = z.copyOfRange(0, half);
      FieldVector zHigh = z.copyOfRange(half, 2 * half);
      FieldVector eLow = e.copyOfRange(0, half);
      FieldVector eHigh = e.copyOfRange(half, 2 * half);
      Point left = side(zLow, generators, folded, true, chi.times(zLow.dot(eHigh))); // L
      Point right = side(zHigh, generators, folded, false, chi.times(zHigh.dot(eLow))); // R
      if (left.isInfinity() || right.isInfinity()) {
        return false;
      }
      write(left);
      write(right);
      Scalar r = challenge();
      z = zLow.scale(r).add(zHigh);
      e = eLow.addScaled(r, eHigh);
      folded = withLowerBit(folded, r);
      if (folded.length() == FOLDED_TOGETHER && half >= LEAST_FOLDED) {
        Optional<PointVector> next = PointFolding.fold(generators, folded, workers);
        if (next.isEmpty()) {
          return false;
        }
        generators = next.get();
        folded = FieldVector.constant(1, Scalar.ONE);
      }
    }
    write(z.get(0));
    return true;
  }

  /**
   * ⟨values, one half of the current generators⟩ + blinder·h; a current generator is Σ_b folded_b ·
   * generators_(2·|values|·b + j).
   */
  private Point side(
      FieldVector values,
      PointVector generators,
      FieldVector folded,
      boolean high,
      Scalar blinder) {
    int half = values.length();
    List<FieldVector> scalars = new ArrayList<>();
    List<PointVector> points = new ArrayList<>();
    for (int block = 0; block < folded.length(); block++) {
      int from = 2 * half * block + (high ? half : 0);
      scalars.add(values.copy().scale(folded.get(block)));
      points.add(generators.copyOfRange(from, from + half));
    }
    scalars.add(FieldVector.of(List.of(blinder)));
    points.add(PointVector.of(Generators.blinder()));
    return MultiScalarMultiplication.compute(
        FieldVector.concatenate(scalars), PointVector.concatenate(points), workers);
  }

  /** (f_0, r·f_0, f_1, r·f_1, …). */
  private static FieldVector withLowerBit(FieldVector folded, Scalar r) {
    FieldVector next = new FieldVector(2 * folded.length());
    for (int b = 0; b < folded.length(); b++) {
      next.set(2 * b, folded.get(b));
      next.set(2 * b + 1, folded.get(b).times(r));
    }
    return next;
  }

  private Scalar challenge() {
    return transcript.challenge(CompactClaim.LABEL);
  }

  private void write(Scalar value) {
    write(value.toBytes());
  }

  private void write(Point point) {
    write(point.encode());
  }

  private void write(byte[] message) {
    transcript.absorb(CompactClaim.LABEL, message);
    written.writeBytes(message);
  }
}
