package dev.vouch.verifier.tampering;

import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The same messages under another key, valid itself, whose id the proof names. */
final class KeyChanges {
  private static final int TRIES = 30;
  private static final byte[] NO_CERTIFICATE = {};

  private KeyChanges() {}

  /** The circuit has another value in one field. */
  static Tampering of(OtherCircuits field) {
    return (target, random) -> {
      VerifyingKey key = target.verifier().key();
      for (int i = 0; i < TRIES; i++) {
        Circuit other = field.of(key.circuit(), random);
        if (!other.equals(key.circuit())) {
          Optional<Attempt> attempt = attempt(target, other, key.modelPointBytes());
          if (attempt.isPresent()) {
            return attempt;
          }
        }
      }
      return Optional.empty();
    };
  }

  static boolean hasModel(Target target) {
    return !target.verifier().key().modelPointBytes().isEmpty();
  }

  /** A row of the weights is another point, or has changed places with another row. */
  static Optional<Attempt> modelRow(Target target, Random random) {
    VerifyingKey key = target.verifier().key();
    List<byte[]> points = new ArrayList<>(key.modelPointBytes());
    int tensor = random.nextInt(points.size());
    byte[] rows = points.get(tensor).clone();
    byte[] source = points.get(random.nextInt(points.size()));
    int at = Target.ELEMENT * random.nextInt(rows.length / Target.ELEMENT);
    int from = Target.ELEMENT * random.nextInt(source.length / Target.ELEMENT);
    byte[] now = Arrays.copyOfRange(rows, at, at + Target.ELEMENT);
    byte[] sibling = Arrays.copyOfRange(source, from, from + Target.ELEMENT);
    byte[] other = random.nextBoolean() ? sibling : Canonical.otherPoint(now, sibling, random);
    if (Arrays.equals(other, now)) {
      return Optional.empty();
    }
    ElementChanges.put(rows, at, other);
    points.set(tensor, rows);
    return attempt(target, key.circuit(), points);
  }

  /** Empty if the key is not valid. */
  private static Optional<Attempt> attempt(Target target, Circuit circuit, List<byte[]> points) {
    Proof proof = target.proof();
    try {
      Verifier verifier = Verifier.ofUncertified(VerifyingKey.of(circuit, points, NO_CERTIFICATE));
      Proof renamed =
          new Proof(
              proof.form(),
              proof.factors(),
              verifier.key().modelId().bytes(),
              proof.publicValues(),
              proof.hiddenPoints(),
              proof.messages());
      return Optional.of(new Attempt(verifier, renamed.encode(circuit), target.context()));
    } catch (MalformedKeyException e) {
      return Optional.empty();
    } catch (ProofRejectedException e) {
      throw new AssertionError("a key without certificate is taken", e);
    }
  }
}
