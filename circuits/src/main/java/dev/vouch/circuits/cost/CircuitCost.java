package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;

/**
 * What a proof of a circuit makes the prover work on; {@link CostModel} makes times of it.
 *
 * @param counts what adds up over the parts of the circuit ({@link LayerCosts})
 * @param columns C: width of the rows
 * @param messages P: masked messages
 * @param rounds sumcheck rounds outside the lookup tree: products and opening
 */
public record CircuitCost(CircuitCounts counts, int columns, int messages, int rounds) {
  /** The cost of a circuit. */
  public static CircuitCost of(Layout layout) {
    return of(layout, Plan.of(layout));
  }

  /** As {@link #of(Layout)}, with the layout's plan. */
  static CircuitCost of(Layout layout, Plan plan) {
    CircuitCounts total =
        LayerCosts.of(layout).values().stream().reduce(CircuitCounts.NONE, CircuitCounts::plus);
    return new CircuitCost(total, layout.columns(), plan.messages(), plan.rounds());
  }
}
