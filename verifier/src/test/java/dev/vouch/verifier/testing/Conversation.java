package dev.vouch.verifier.testing;

import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageReader;
import dev.vouch.verifier.transcript.Transcript;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One stage between a prover that a test writes and the verifier: challenges are random and fixed
 * before, so that the prover may compute with them; its messages are elements of 32 bytes. No
 * Fiat–Shamir: what absorbs what is tested elsewhere.
 */
public final class Conversation {
  private final Random random;
  private final Map<String, List<Scalar>> challenges = new HashMap<>();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  public Conversation(long seed) {
    random = new Random(seed);
  }

  /** The next challenge that the verifier will get under this label. */
  public Scalar challenge(String label) {
    Scalar challenge = Samples.scalar(random);
    challenges.computeIfAbsent(label, unused -> new ArrayList<>()).add(challenge);
    return challenge;
  }

  /** The prover's next message. */
  public void send(Scalar message) {
    messages.writeBytes(message.toBytes());
  }

  /** The prover's next message, in its 32 bytes. */
  public void send(byte[] message) {
    messages.writeBytes(message);
  }

  /** How many messages there are. */
  public int count() {
    return messages.size() / 32;
  }

  /** The verifier's view. */
  public MessageReader reader() {
    return reader(messages.toByteArray());
  }

  /** The verifier's view after one message, counted from 0, was replaced by another element. */
  public MessageReader readerWith(int message, Scalar other) {
    byte[] changed = messages.toByteArray();
    other.toBytes(changed, 32 * message);
    return reader(changed);
  }

  /** The element that a message is. */
  public Scalar message(int message) {
    return Scalar.fromBytes(messages.toByteArray(), 32 * message);
  }

  private MessageReader reader(byte[] bytes) {
    return new MessageReader(new Fixed(challenges), bytes);
  }

  /** Gives the challenges of each label in their order. */
  private static final class Fixed implements Transcript {
    private final Map<String, Deque<Scalar>> left = new HashMap<>();

    Fixed(Map<String, List<Scalar>> challenges) {
      challenges.forEach((label, values) -> left.put(label, new ArrayDeque<>(values)));
    }

    @Override
    public void absorb(String label, byte[] data, int offset, int length) {
      // nothing depends on it
    }

    @Override
    public Scalar challenge(String label) {
      return left.get(label).removeFirst();
    }

    @Override
    public byte[] state() {
      return new byte[32];
    }

    @Override
    public Transcript copy() {
      Map<String, List<Scalar>> rest = new HashMap<>();
      left.forEach((label, values) -> rest.put(label, List.copyOf(values)));
      return new Fixed(rest);
    }
  }
}
