package dev.vouch.verifier.tampering;

import dev.vouch.verifier.Proof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Parts of one proof in another whose messages are as long. */
final class Splices {
  /** Proofs, true ones and false ones, by the form and length of their messages. */
  private final Map<List<Object>, List<Proof>> proofs = new HashMap<>();

  void add(Proof proof) {
    proofs.computeIfAbsent(shape(proof), unused -> new ArrayList<>()).add(proof);
  }

  /** Whether there is another proof for a target. */
  boolean hasOther(Target target) {
    return others(target).size() > 1;
  }

  private static List<Object> shape(Proof proof) {
    return List.of(proof.form(), proof.factors(), proof.messages().length);
  }

  private List<Proof> others(Target target) {
    return proofs.getOrDefault(shape(target.proof()), List.of());
  }

  private Proof other(Target target, Random random) {
    List<Proof> others = others(target);
    return others.get(random.nextInt(others.size()));
  }

  /** The end of another proof's messages, or any part of them. */
  Optional<Attempt> part(Target target, Random random) {
    int from = random.nextInt(target.kinds().size());
    int to = from + 1 + random.nextInt(target.kinds().size() - from);
    if (random.nextBoolean()) {
      to = target.kinds().size();
    }
    byte[] messages = target.proof().messages().clone();
    Proof other = other(target, random);
    System.arraycopy(
        other.messages(),
        Target.ELEMENT * from,
        messages,
        Target.ELEMENT * from,
        Target.ELEMENT * (to - from));
    return attempt(target, target.proof(), messages, other);
  }

  /** All elements of some kinds of another proof: its pads, its rows, its openings. */
  Optional<Attempt> kinds(Target target, Random random) {
    byte[] messages = target.proof().messages().clone();
    Proof other = other(target, random);
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      String kind = target.kinds().get(random.nextInt(target.kinds().size()));
      for (int element : target.elements(kind)) {
        System.arraycopy(
            other.messages(),
            Target.ELEMENT * element,
            messages,
            Target.ELEMENT * element,
            Target.ELEMENT);
      }
    }
    return attempt(target, target.proof(), messages, other);
  }

  /** The messages of one proof with the public values and commitments of another. */
  Optional<Attempt> statement(Target target, Random random) {
    Proof other = other(target, random);
    return alike(target.proof(), other)
        ? attempt(target, other, target.proof().messages(), other)
        : Optional.empty();
  }

  private static boolean alike(Proof proof, Proof other) {
    return Arrays.equals(lengths(proof), lengths(other));
  }

  private static int[] lengths(Proof proof) {
    List<Integer> lengths = new ArrayList<>();
    proof.publicValues().forEach(values -> lengths.add(values.length));
    proof.hiddenPoints().forEach(points -> lengths.add(-points.length));
    return lengths.stream().mapToInt(length -> length).toArray();
  }

  private static Optional<Attempt> attempt(
      Target target, Proof statement, byte[] messages, Proof other) {
    if (Arrays.equals(messages, other.messages())
        && Arrays.equals(other.modelId(), target.proof().modelId())) {
      return Optional.empty(); // the other proof itself may be a true one
    }
    Proof made =
        new Proof(
            target.proof().form(),
            target.proof().factors(),
            target.proof().modelId(),
            statement.publicValues(),
            statement.hiddenPoints(),
            messages);
    return ElementChanges.attempt(target, made.encode(target.verifier().key().circuit()));
  }
}
