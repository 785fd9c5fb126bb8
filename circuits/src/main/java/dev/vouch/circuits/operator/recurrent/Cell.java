package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.operator.Steps;
import org.jspecify.annotations.Nullable;

/** What one direction of a recurrent layer does at each step. */
interface Cell {
  /**
   * What a step passes on.
   *
   * @param hidden [batch, hiddenSize], also its output; null: zeros
   * @param memory of an LSTM, of the same shape; null: zeros, or none
   */
  record State(@Nullable String hidden, @Nullable String memory) {}

  /**
   * Wᵀ as the cell takes it, [inputSize, gates · hiddenSize].
   *
   * @param weights Wᵀ
   */
  default String inputWeights(Steps steps, String weights) {
    return weights;
  }

  /**
   * Bias of the projected inputs, [gates · hiddenSize].
   *
   * @param ofInput W's part of B
   * @param ofState R's part of B
   */
  default String bias(Steps steps, String ofInput, String ofState) {
    return steps.add("bias", "Add", ofInput, ofState);
  }

  /**
   * Adds one step.
   *
   * @param steps where its nodes are added
   * @param x projected input with bias, [batch, gates · hiddenSize]
   */
  State step(Steps steps, String x, State before);
}
