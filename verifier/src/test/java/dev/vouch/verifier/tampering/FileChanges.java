package dev.vouch.verifier.tampering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/** Changes that know nothing of the protocol, or only where its elements and counts stand. */
final class FileChanges {
  private static final int COUNT = 4;

  /**
   * Edges of scalars and points, little-endian: 0, 1, both orders and their neighbours, all ones.
   */
  private static final byte[][] EDGES = {
    new byte[32],
    edge("01"),
    edge("00000000" + "21eb468c" + "dda89409" + "fc984622" + "00".repeat(15) + "40"),
    edge("01000000" + "21eb468c" + "dda89409" + "fc984622" + "00".repeat(15) + "40"),
    edge("02000000" + "21eb468c" + "dda89409" + "fc984622" + "00".repeat(15) + "40"),
    edge("00000000" + "ed302d99" + "1bf94c09" + "fc984622" + "00".repeat(15) + "40"),
    edge("01000000" + "ed302d99" + "1bf94c09" + "fc984622" + "00".repeat(15) + "40"),
    edge("00".repeat(31) + "80"),
    edge("ff".repeat(32))
  };

  private FileChanges() {}

  private static byte[] edge(String hex) {
    return Arrays.copyOf(HexFormat.of().parseHex(hex), Target.ELEMENT);
  }

  static byte[] randomBytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] withBit(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (bytes.length > 0) {
      changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  /** One bit to a few. */
  static Optional<Attempt> bits(Target target, Random random) {
    byte[] file = withBit(target.bytes(), random);
    for (int left = random.nextInt(4); left > 0; left--) {
      file = withBit(file, random);
    }
    return ElementChanges.attempt(target, file);
  }

  /** A run of bytes becomes random. */
  static Optional<Attempt> bytes(Target target, Random random) {
    byte[] file = target.bytes().clone();
    int at = random.nextInt(file.length);
    byte[] other = randomBytes(random, 1 + random.nextInt(Math.min(64, file.length - at)));
    System.arraycopy(other, 0, file, at, other.length);
    return ElementChanges.attempt(target, file);
  }

  /** An element becomes an encoding at the edge of what is one. */
  static Optional<Attempt> edges(Target target, Random random) {
    byte[] file = target.bytes().clone();
    int at = target.elementAt(random.nextInt(target.kinds().size()));
    ElementChanges.put(file, at, EDGES[random.nextInt(EDGES.length)]);
    return ElementChanges.attempt(target, file);
  }

  /** Bytes less, more, or moved, with all counts as before. */
  static Optional<Attempt> length(Target target, Random random) {
    byte[] file = target.bytes();
    int at = random.nextInt(file.length + 1);
    return ElementChanges.attempt(
        target,
        switch (random.nextInt(3)) {
          case 0 -> Arrays.copyOf(file, at);
          case 1 -> spliced(file, at, at, randomBytes(random, 1 + random.nextInt(96)));
          default -> spliced(file, at, at + random.nextInt(file.length + 1 - at), new byte[0]);
        });
  }

  /** An element is left out, doubled or invented; the length says so. */
  static Optional<Attempt> elementCount(Target target, Random random) {
    int at = target.elementAt(random.nextInt(target.kinds().size()));
    byte[] element = Arrays.copyOfRange(target.bytes(), at, at + Target.ELEMENT);
    byte[] file =
        switch (random.nextInt(3)) {
          case 0 -> spliced(target.bytes(), at, at + Target.ELEMENT, new byte[0]);
          case 1 -> spliced(target.bytes(), at, at, element);
          default -> spliced(target.bytes(), at, at, new byte[Target.ELEMENT]);
        };
    int length = target.proof().messages().length + file.length - target.bytes().length;
    putInt(file, target.messagesAt() - COUNT, length);
    return ElementChanges.attempt(target, file);
  }

  /** An element moves to another place, those between make room: the length is right. */
  static Optional<Attempt> elementMoved(Target target, Random random) {
    int from = target.elementAt(random.nextInt(target.kinds().size()));
    int to = target.elementAt(random.nextInt(target.kinds().size()));
    byte[] element = Arrays.copyOfRange(target.bytes(), from, from + Target.ELEMENT);
    byte[] without = spliced(target.bytes(), from, from + Target.ELEMENT, new byte[0]);
    return ElementChanges.attempt(target, spliced(without, to, to, element));
  }

  /** A number of four bytes anywhere before the messages, counts among them, becomes another. */
  static Optional<Attempt> counts(Target target, Random random) {
    byte[] file = target.bytes().clone();
    int at = random.nextInt(target.messagesAt() - COUNT + 1);
    int now = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    int[] others = {0, now + 1, now - 1, now << 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    putInt(file, at, others[random.nextInt(others.length)]);
    return ElementChanges.attempt(target, file);
  }

  /** A form, a version or a model id that is not the proof's. */
  static Optional<Attempt> header(Target target, Random random) {
    byte[] file = target.bytes().clone();
    switch (random.nextInt(3)) {
      case 0 -> file[7] = (byte) (file[7] == 'C' ? 'F' : 'C');
      case 1 -> file[8] = (byte) random.nextInt(5);
      default -> ElementChanges.put(file, 12, randomBytes(random, Target.ELEMENT));
    }
    return ElementChanges.attempt(target, file);
  }

  private static void putInt(byte[] file, int at, int value) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }

  /** The bytes from … to are replaced by others. */
  static byte[] spliced(byte[] file, int from, int to, byte[] others) {
    byte[] result = Arrays.copyOf(file, from + others.length + file.length - to);
    System.arraycopy(others, 0, result, from, others.length);
    System.arraycopy(file, to, result, from + others.length, file.length - to);
    return result;
  }
}
