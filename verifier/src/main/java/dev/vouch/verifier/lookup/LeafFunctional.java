package dev.vouch.verifier.lookup;

import dev.vouch.verifier.circuit.layout.LeafBlock;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.field.Scalar;
import java.util.List;

/**
 * The leaf claims as a functional of the circuit's tensors (protocol.md §4, “Leaves”, §5): p_leaf +
 * mu·q_leaf with
 *
 * <pre>
 * p_leaf(rho) = Σ_lookup cells eq(rho, cell) − Σ_tables ⟨m, eq(rho)⟩
 * q_leaf(rho) = 1 + Σ_real cells eq(rho, cell)·(alpha − 1 − κ(cell)),   κ = tag + Σ_{m≥1} beta^m·T_m
 * </pre>
 */
public final class LeafFunctional {
  private LeafFunctional() {}

  /**
   * Adds p_leaf + mu·q_leaf: lookups with their keys, tables with their columns and multiplicity,
   * in this order (§11, rule 16).
   */
  public static void add(
      Functional sum, List<LeafBlock> blocks, LookupChallenges challenges, Scalar mu) {
    sum.add(mu);
    Scalar offset = challenges.alpha().minus(Scalar.ONE);
    for (LeafBlock block : blocks) {
      Covector eq = select(block, challenges.rho());
      Scalar constant = mu.times(offset.minus(Scalar.of(block.tag())));
      sum.add(eq.sum().times(block.isTable() ? constant : constant.plus(Scalar.ONE)));
      Scalar factor = mu.negate();
      for (int key : block.keys()) {
        factor = factor.times(challenges.beta());
        sum.add(key, eq.times(factor));
      }
      if (block.isTable()) {
        sum.add(block.multiplicity(), eq.times(Scalar.ONE.negate()));
      }
    }
  }

  /**
   * eq(rho) on the leaves of a block: the low coordinates run through its padded space, the high
   * ones are compared with its base.
   */
  private static Covector select(LeafBlock block, List<Scalar> rho) {
    int bits = block.space().bits();
    Scalar high = Scalar.ONE;
    for (int j = bits; j < rho.size(); j++) {
      Scalar r = rho.get(j);
      high = high.times((block.base() >> j & 1) == 1 ? r : Scalar.ONE.minus(r));
    }
    return Covector.eq(high, block.space(), rho.subList(0, bits));
  }
}
