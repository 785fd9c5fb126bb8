package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;

/**
 * The hidden scalars that P sends masked: message k = 1, 2, … is v̂_k = v_k − w_k (protocol.md §8).
 * Stages compute on the numbers of messages, never on values; what was received enters once, at the
 * end. Not thread-safe.
 */
public final class HiddenMessages {
  private final MessageReader reader;
  private final FieldVector received;
  private int count;

  /** Reads from {@code reader}; there will be {@code total} messages. */
  public HiddenMessages(MessageReader reader, int total) {
    this.reader = reader;
    this.received = new FieldVector(total + 1);
  }

  /** Reads the next message; returns its number. */
  public int read(String label) throws MessageException {
    Scalar value = reader.scalar(label);
    received.set(++count, value);
    return count;
  }

  /** The next challenge. */
  public Scalar challenge(String label) {
    return reader.challenge(label);
  }

  /** v̂ by message number; entry 0, where ψ stands among the pads, is 0. */
  FieldVector received() {
    if (count != received.length() - 1) {
      throw new IllegalStateException(
          count + " messages read, the circuit has " + (received.length() - 1));
    }
    return received;
  }
}
