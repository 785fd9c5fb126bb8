package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.plan.Layout;

/**
 * What a proof of a circuit costs the prover: counts, and the time that a model makes of them. Most
 * rates were measured on single kernels of a scalar prototype, on one core of an x86-64; the table
 * rows' are scaled from the lookup cell's by products in the field (docs/performance-study.md).
 * Set-up is taken as kept between proofs. The sum estimates what the protocol takes and was not
 * measured on this prover: it can be far above it, and vector code can be below it.
 *
 * @param counts what adds up over the parts of the circuit ({@link LayerCosts})
 * @param columns C: width of the rows
 * @param messages P: masked messages
 * @param rounds sumcheck rounds outside the lookup tree: products and opening
 */
public record CircuitCost(CircuitCounts counts, int columns, int messages, int rounds) {
  private static final double MICROS_PER_RANDOM_SCALAR = 3.6;
  private static final double MICROS_PER_ROUND = 2.7;

  /** The cost of a circuit. */
  public static CircuitCost of(Layout layout) {
    CircuitCounts total =
        LayerCosts.of(layout).values().stream().reduce(CircuitCounts.NONE, CircuitCounts::plus);
    int rounds =
        (layout.products() > 0 ? layout.productVariables() : 0)
            + (layout.opened() ? layout.circuit().c() : 0);
    return new CircuitCost(total, layout.columns(), layout.messages(), rounds);
  }

  /**
   * Estimated microseconds of one core: {@link CircuitCounts#micros} + 3.6·(C + 2P) + 2.7·rounds.
   */
  public double micros() {
    return counts.micros() + sharedMicros();
  }

  /** The part that belongs to no layer: blinded row, pads and rounds of the whole proof. */
  public double sharedMicros() {
    return MICROS_PER_RANDOM_SCALAR * (columns + 2.0 * messages) + MICROS_PER_ROUND * rounds;
  }
}
