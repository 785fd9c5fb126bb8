package dev.vouch.circuits.model;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.verifier.chain.ChainKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One part of a chain: its own model and nothing of the others' but what the chain's key shows.
 * Enough to run and to prove it. Secret when weights are hidden. Immutable and thread-safe.
 *
 * @param key of the chain
 * @param number of the part, from 0
 * @param model of the part alone
 */
public record ChainPart(ChainKey key, int number, ModelFile model) {
  /**
   * A part.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   * @throws IllegalArgumentException if the model is not that part's
   */
  public ChainPart {
    if (!key.keys().get(number).modelId().equals(model.key().modelId())) {
      throw new IllegalArgumentException("the model is not that of part " + number);
    }
  }

  /** Its inputs that are inputs of the whole. */
  public List<NetworkPort> inputs() {
    Set<String> own = new HashSet<>();
    key.inputs().stream()
        .filter(port -> port.part() == number)
        .forEach(port -> own.add(port.name()));
    return model.inputs().stream().filter(port -> own.contains(port.name())).toList();
  }

  /** Never weights or blinders. */
  @Override
  public String toString() {
    return "ChainPart[" + number + " of " + key.modelId() + "]";
  }
}
