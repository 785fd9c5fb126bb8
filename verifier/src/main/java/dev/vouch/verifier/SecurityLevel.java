package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.plan.DirectTable;
import dev.vouch.verifier.circuit.plan.Layout;
import dev.vouch.verifier.circuit.plan.LeafBlock;

/**
 * What it would take to make a false proof for a circuit (protocol.md §0, §8 “Error sum”).
 *
 * @param statisticalBits all challenges together fail with probability below 2^-statisticalBits,
 *     whatever the prover computes
 * @param bindingBits log2 of the group operations that find two openings of one commitment:
 *     discrete logarithms on Pallas by the best generic algorithm with its automorphisms of order
 *     6, √(π·|F|/12) ≈ 2^126.03
 */
public record SecurityLevel(int statisticalBits, int bindingBits) {
  private static final int PALLAS_BINDING_BITS = 126;

  /** |F| lies just above 2^254. */
  private static final int FIELD_BITS = 254;

  /** The level of a circuit. */
  static SecurityLevel of(Layout layout) {
    long numerator = errorNumerator(layout);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(numerator);
    return new SecurityLevel(FIELD_BITS - bits, PALLAS_BINDING_BITS);
  }

  /** The smaller of both. */
  public int bits() {
    return Math.min(statisticalBits, bindingBits);
  }

  /** E with: all challenges together fail with probability ≤ E/|F|. */
  static long errorNumerator(Layout layout) {
    Circuit circuit = layout.circuit();
    long error = 0;
    if (layout.hasLookups()) {
      long leaves = 0;
      long rows = 0;
      for (LeafBlock block : layout.leafBlocks()) {
        leaves += block.space().cells();
        rows += block.isTable() ? block.space().cells() : 0;
      }
      for (DirectTable table : layout.directTables()) {
        leaves += 2 * table.rows(); // zeros of the sum, and poles, where v = 0
        rows += table.rows();
      }
      int widest =
          circuit.tables().stream().mapToInt(table -> table.columns().size()).max().orElse(0);
      int n = layout.leafVariables();
      error += leaves; // alpha
      error += widest * rows; // beta
      error += 2L * n; // lambda, tau
      error += 3L * n * (n - 1) / 2; // rounds
    }
    int rounds =
        (layout.products() > 0 ? layout.productVariables() : 0)
            + (layout.opened() ? circuit.c() : 0);
    error += 2L * rounds;
    error += layout.zeroBits(); // u
    error += 1L + circuit.zeros().size() + (layout.directTables().isEmpty() ? 0 : 1); // mu
    error += 2L * layout.products(); // gamma
    error += layout.leafVariables() + 3L; // theta: root, layers, product end, opening end
    error += 2; // c
    error += 1; // weights
    return error;
  }
}
