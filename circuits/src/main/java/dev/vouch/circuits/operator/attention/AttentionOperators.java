package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class AttentionOperators {
  public static final List<Operator> ALL =
      List.of(new Attention(), new CausalConvWithState(), new RotaryEmbedding());

  private AttentionOperators() {}
}
