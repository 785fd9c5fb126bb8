package dev.vouch.verifier.transcript;

import dev.vouch.verifier.curve.InvalidPointException;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldCodec;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;

/**
 * Reads the prover's messages in order; each is absorbed by the call that reads it (protocol.md
 * §1). Not thread-safe.
 */
public final class MessageReader {
  private final Transcript transcript;
  private final byte[] messages;
  private int position;

  /** Reads {@code messages} from the start; the array must not change meanwhile. */
  public MessageReader(Transcript transcript, byte[] messages) {
    this(transcript, messages, 0);
  }

  /** As {@link #MessageReader(Transcript, byte[])}, from the byte {@code position} on. */
  public MessageReader(Transcript transcript, byte[] messages, int position) {
    this.transcript = transcript;
    this.messages = messages;
    this.position = position;
  }

  /** Another reader at the same place, with a transcript of its own. */
  public MessageReader copy() {
    return new MessageReader(transcript.copy(), messages, position);
  }

  /** How many bytes have been read. */
  public int position() {
    return position;
  }

  public Transcript transcript() {
    return transcript;
  }

  /** The next challenge of the transcript. */
  public Scalar challenge(String label) {
    return transcript.challenge(label);
  }

  /** Reads one scalar. */
  public Scalar scalar(String label) throws MessageException {
    int at = take(label, 1);
    if (!Scalar.isCanonical(messages, at)) {
      throw new MessageException(MessageException.Reason.NON_CANONICAL_SCALAR, label, at);
    }
    return Scalar.fromBytes(messages, at);
  }

  /** Reads {@code count} scalars, each a message of its own. */
  public FieldVector scalars(String label, int count) throws MessageException {
    int at = take(label, count);
    FieldVector values = new FieldVector(count);
    for (int i = 0; i < count; i++) {
      int offset = at + PrimeField.BYTES * i;
      if (!FieldCodec.decode(
          PrimeField.SCALAR, values.elements(), PrimeField.LIMBS * i, messages, offset)) {
        throw new MessageException(MessageException.Reason.NON_CANONICAL_SCALAR, label, offset);
      }
    }
    return values;
  }

  /** Reads one point. */
  public Point point(String label) throws MessageException {
    return points(label, 1).get(0);
  }

  /** Reads {@code count} points, each a message of its own. */
  public PointVector points(String label, int count) throws MessageException {
    return points(label, count, Workers.CALLER);
  }

  /** As {@link #points(String, int)}, decoded by several threads. */
  public PointVector points(String label, int count, Workers workers) throws MessageException {
    int at = take(label, count);
    try {
      return PointVector.decode(messages, at, count, workers);
    } catch (InvalidPointException e) {
      throw new MessageException(
          MessageException.Reason.NOT_A_POINT, label, at + PrimeField.BYTES * e.index());
    }
  }

  /** Checks that nothing is left. */
  public void end() throws MessageException {
    if (position != messages.length) {
      throw new MessageException(MessageException.Reason.TRAILING_BYTES, "end", position);
    }
  }

  /** Absorbs {@code count} messages of 32 bytes; returns where the first starts. */
  private int take(String label, int count) throws MessageException {
    int start = position;
    if (count > (messages.length - start) / PrimeField.BYTES) {
      throw new MessageException(MessageException.Reason.TRUNCATED, label, messages.length);
    }
    for (int i = 0; i < count; i++) {
      transcript.absorb(label, messages, position, PrimeField.BYTES);
      position += PrimeField.BYTES;
    }
    return start;
  }
}
