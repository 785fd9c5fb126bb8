package dev.vouch.circuits.model;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.verifier.ModelKey;
import java.util.List;

/**
 * What a prover needs, whether the model is one circuit or a chain of several. Secret when weights
 * are hidden. Immutable and thread-safe.
 */
public sealed interface ProvableModel permits ModelFile, ChainModelFile {
  /** The key that verifies its proofs. */
  ModelKey key();

  /** The inputs of the whole, in the order of the key's. */
  List<NetworkPort> inputs();

  /** The models of its circuits, in the order of the key's. */
  List<ModelFile> parts();
}
