package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.ModelKey;

/** How reports name a model that is one circuit, or a chain. */
public final class ModelName {
  private ModelName() {}

  /** Its id, as {@code modelId} or {@code chainId}. */
  public static void put(ObjectNode root, ModelKey key) {
    root.put(isChain(key) ? "chainId" : "modelId", key.modelId().hex());
  }

  /** Its id, in a line. */
  public static Block row(ModelKey key) {
    return Block.row(isChain(key) ? "chain" : "model", key.modelId().hex());
  }

  private static boolean isChain(ModelKey key) {
    return key.keys().size() > 1;
  }
}
