package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of the inputs of rows that were proven (docs/spec/formats.md §9), as verifiers find them
 * in the proofs. Not thread-safe.
 */
public final class ProvenIds {
  private final ModelKey key;
  private final Map<Slot, RowsHash> hashes = new LinkedHashMap<>();

  private ProvenIds(ModelKey key) {
    this.key = key;
  }

  /** Of no rows yet. Inputs of which rows are not apart have no id. */
  public static ProvenIds of(ModelKey key) {
    ProvenIds ids = new ProvenIds(key);
    for (ModelPort port : key.inputs()) {
      try {
        Slot slot = port.inputSlot();
        ids.hashes.put(slot, new RowsHash(slot));
      } catch (NoRowFormatException e) {
        // has no id
      }
    }
    return ids;
  }

  /**
   * Adds the rows of a proof that count; proofs come in the order of their rows.
   *
   * @throws IllegalArgumentException if it is a proof of another model
   */
  public void add(ProvenRows proven) {
    ProofPoints points = new ProofPoints(key, proven.proof());
    hashes.forEach((slot, hash) -> points.of(slot, proven.range().rows()).forEach(hash::add));
  }

  /** The ids of the rows so far, by name in the order of the network. */
  public Map<String, InputId> inputs() {
    Map<String, InputId> ids = new LinkedHashMap<>();
    hashes.forEach((slot, hash) -> ids.put(slot.name(), hash.id()));
    return ids;
  }

  /** The id of the data; empty if there is no input, or one that has no id. */
  public Optional<DataId> dataId() {
    return hashes.isEmpty() || hashes.size() < key.inputs().size()
        ? Optional.empty()
        : Optional.of(DataId.of(inputs()));
  }
}
