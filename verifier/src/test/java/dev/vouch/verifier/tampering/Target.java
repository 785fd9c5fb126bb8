package dev.vouch.verifier.tampering;

import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A true proof to tamper with.
 *
 * @param name of its net and form
 * @param bytes the proof file
 * @param kinds what each element of its messages is
 */
@SuppressWarnings("ArrayRecordComponent")
record Target(
    String name, Verifier verifier, Proof proof, byte[] bytes, byte[] context, List<String> kinds) {
  static final int ELEMENT = 32;

  /** Throws unless the proof is accepted. */
  static Target of(String name, Verifier verifier, byte[] bytes, byte[] context)
      throws VerificationException {
    verifier.verify(bytes, context);
    VerifyingKey key = verifier.key();
    Proof proof = Proof.decode(bytes, key.circuit());
    List<String> kinds = MessageKinds.of(key.planOf(proof), proof.form());
    return new Target(name, verifier, proof, bytes, context, kinds);
  }

  /** Where the messages start in the file. */
  int messagesAt() {
    return bytes.length - proof.messages().length;
  }

  /** Where an element of the messages starts in the file. */
  int elementAt(int element) {
    return messagesAt() + ELEMENT * element;
  }

  /** The elements of one kind. */
  int[] elements(String kind) {
    return IntStream.range(0, kinds.size()).filter(i -> kinds.get(i).equals(kind)).toArray();
  }

  /**
   * Whether a file says the same as this proof: its bytes, or the same parts under the number of
   * another version, where versions have the same messages (formats.md §4).
   */
  boolean isSaidBy(byte[] file) {
    if (Arrays.equals(file, bytes)) {
      return true;
    }
    try {
      Proof other = Proof.decode(file, verifier.key().circuit());
      boolean sameMessages = verifier.key().plan().terms() == 0;
      return other.form() == proof.form()
          && (sameMessages || other.factors() == proof.factors())
          && Arrays.equals(other.messages(), proof.messages())
          && Arrays.equals(other.modelId(), proof.modelId())
          && Arrays.deepEquals(other.publicValues().toArray(), proof.publicValues().toArray())
          && Arrays.deepEquals(other.hiddenPoints().toArray(), proof.hiddenPoints().toArray());
    } catch (MalformedProofException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
