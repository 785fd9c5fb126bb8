package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.independence.RowIndependence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * The key of a model, whether that is one circuit ({@link VerifyingKey}) or several that are proven
 * apart ({@link dev.vouch.verifier.chain.ChainKey}): what programs need to know that treat both
 * alike. Immutable and thread-safe.
 */
public interface ModelKey {
  /** The model's name. */
  ModelId modelId();

  /** The keys of the model's circuits, in the order of {@link #partProofs}. */
  List<VerifyingKey> keys();

  /** The inputs of the whole: not what passes from circuit to circuit. */
  List<ModelPort> inputs();

  /** The outputs of the whole. */
  List<ModelPort> outputs();

  /** Bits of security of its proofs: the smaller of binding and statistical soundness. */
  int securityBits();

  /** The most bytes of a context that an application binds a proof to. */
  int maxContextBytes();

  /**
   * The proofs of the circuits that a proof of the model consists of; nothing of them is verified.
   *
   * @throws VerificationException if the bytes are no such proof
   */
  List<byte[]> partProofs(byte[] proof) throws VerificationException;

  /**
   * A verifier for this key; the certificates of hidden weights are checked here, once.
   *
   * @throws VerificationException if one is missing, or does not verify
   */
  ProofVerifier verifier() throws VerificationException;

  /**
   * A verifier that takes hidden weights without certificate ({@link Verifier#ofUncertified}).
   *
   * @throws VerificationException if a certificate that is there does not verify
   */
  ProofVerifier uncertifiedVerifier() throws VerificationException;

  /**
   * Checks the certificates of hidden weights and one proof together: for a program that verifies
   * once.
   *
   * @param context what the application bound the proof to; may be empty
   * @param uncertified whether to take hidden weights without certificate
   * @param pool its threads share in the work
   * @throws VerificationException as {@link #verifier} and {@link ProofVerifier#verify}
   */
  VerifiedResult verifyOnce(byte[] proof, byte[] context, boolean uncertified, ForkJoinPool pool)
      throws VerificationException;

  /**
   * The compact form of a proof, for whoever made it ({@link Verifier#compact(VerifyingKey, byte[],
   * byte[])}): certificates are not checked.
   *
   * @param context what the application bound the proof to
   * @throws VerificationException if the bytes are no proof under this key, or it does not convince
   */
  byte[] compact(byte[] proof, byte[] context) throws VerificationException;

  /** As {@link #compact(byte[], byte[])}; the threads of {@code pool} share in the work. */
  byte[] compact(byte[] proof, byte[] context, ForkJoinPool pool) throws VerificationException;

  /**
   * How many rows of data a proof takes at once.
   *
   * @throws NoRowFormatException if the circuits take different numbers of rows
   */
  default int rows() throws NoRowFormatException {
    List<Integer> rows =
        keys().stream().map(VerifyingKey::circuit).map(Circuit::rows).distinct().toList();
    if (rows.size() > 1) {
      throw NoRowFormatException.ofParts(rows);
    }
    return rows.get(0);
  }

  /**
   * Whether the outputs of a row of data depend on the inputs of other rows of its proof
   * (protocol.md §11, rule 39). Of several circuits all must keep rows apart, since what passes
   * does. Decided when it is first asked for, and kept.
   */
  RowIndependence rowIndependence();

  /**
   * What each row of a proof commits to: the hidden inputs, then the hidden outputs, in the order
   * of the network.
   *
   * @throws NoRowFormatException if rows of one have no points of their own
   */
  default List<Slot> hidden() throws NoRowFormatException {
    int unused = rows(); // of one number
    List<Slot> slots = new ArrayList<>();
    for (ModelPort input : inputs()) {
      if (input.isHidden()) {
        slots.add(new Slot(input.name(), Slot.Role.INPUT, input.rowFormat()));
      }
    }
    for (ModelPort output : outputs()) {
      if (output.isHidden()) {
        slots.add(new Slot(output.name(), Slot.Role.OUTPUT, output.rowFormat()));
      }
    }
    return List.copyOf(slots);
  }

  /** Inputs or outputs of one circuit. */
  static List<ModelPort> ports(int part, Circuit circuit, List<Port> ports) {
    return ports.stream().map(port -> new ModelPort(part, circuit, port)).toList();
  }
}
