package dev.vouch.verifier.tampering;

import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Elements of the messages become others that a parser cannot refuse. */
final class ElementChanges {
  private ElementChanges() {}

  /** One element of a kind becomes another of its type. */
  static Tampering of(String kind) {
    return (target, random) -> {
      int[] choice = target.elements(kind);
      int at = target.elementAt(choice[random.nextInt(choice.length)]);
      byte[] sibling = element(target, random.nextInt(target.kinds().size()));
      byte[] now = Arrays.copyOfRange(target.bytes(), at, at + Target.ELEMENT);
      byte[] other =
          MessageKinds.isPoint(kind)
              ? Canonical.otherPoint(now, sibling, random)
              : Canonical.otherScalar(now, sibling, random);
      byte[] file = target.bytes().clone();
      System.arraycopy(other, 0, file, at, other.length);
      return attempt(target, file);
    };
  }

  /** Two elements of one type take each other's place. */
  static Optional<Attempt> swapped(Target target, Random random) {
    int[] pair = pair(target, random);
    byte[] file = target.bytes().clone();
    put(file, target.elementAt(pair[0]), element(target, pair[1]));
    put(file, target.elementAt(pair[1]), element(target, pair[0]));
    return attempt(target, file);
  }

  /** Two scalars change by δ and −δ, or by δ and δ: errors that might cancel. */
  static Optional<Attempt> shifted(Target target, Random random) {
    int[] pair = pair(target, random);
    if (MessageKinds.isPoint(target.kinds().get(pair[0]))) {
      return Optional.empty();
    }
    Scalar step = Scalar.of(1 + random.nextInt(1000));
    byte[] file = target.bytes().clone();
    for (int i = 0; i < 2; i++) {
      byte[] sum = Scalar.fromBytes(element(target, pair[i])).plus(step).toBytes();
      put(file, target.elementAt(pair[i]), sum);
      step = random.nextBoolean() ? step.negate() : step;
    }
    return attempt(target, file);
  }

  /** All elements of a random range are zero; points stay. */
  static Optional<Attempt> zeroed(Target target, Random random) {
    byte[] file = target.bytes().clone();
    int from = random.nextInt(target.kinds().size());
    int to = from + 1 + random.nextInt(target.kinds().size() - from);
    for (int i = from; i < to; i++) {
      if (!MessageKinds.isPoint(target.kinds().get(i))) {
        put(file, target.elementAt(i), new byte[Target.ELEMENT]);
      }
    }
    return attempt(target, file);
  }

  /** Two different elements, both points or both scalars. */
  private static int[] pair(Target target, Random random) {
    while (true) {
      int first = random.nextInt(target.kinds().size());
      int second = random.nextInt(target.kinds().size());
      boolean alike =
          MessageKinds.isPoint(target.kinds().get(first))
              == MessageKinds.isPoint(target.kinds().get(second));
      if (first != second && alike) {
        return new int[] {first, second};
      }
    }
  }

  static byte[] element(Target target, int element) {
    int at = target.elementAt(element);
    return Arrays.copyOfRange(target.bytes(), at, at + Target.ELEMENT);
  }

  static void put(byte[] file, int at, byte[] element) {
    System.arraycopy(element, 0, file, at, element.length);
  }

  static Optional<Attempt> attempt(Target target, byte[] file) {
    return target.isSaidBy(file)
        ? Optional.empty()
        : Optional.of(new Attempt(target.verifier(), file, target.context()));
  }
}
