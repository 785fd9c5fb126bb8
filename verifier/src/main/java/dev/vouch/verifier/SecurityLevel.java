package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.LeafBlock;
import dev.vouch.verifier.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * What it would take to make a false proof for a circuit (protocol.md §0, §8 “Error sum”;
 * docs/soundness.md). Immutable.
 *
 * @param errorTerms what each challenge adds to E, in the order of docs/soundness.md: all
 *     challenges together fail with probability at most E/|F|, whatever the prover computes
 * @param bindingBits log2 of the group operations that find two openings of one commitment:
 *     discrete logarithms on Pallas by the best generic algorithm with its automorphisms of order
 *     6, √(π·|F|/12) ≈ 2^126.03
 */
public record SecurityLevel(List<ErrorTerm> errorTerms, int bindingBits) {
  private static final int PALLAS_BINDING_BITS = 126;

  /** |F| lies just above 2^254. */
  private static final int FIELD_BITS = 254;

  /**
   * What one challenge, or several of one kind, adds to E.
   *
   * @param challenge its name in docs/soundness.md
   * @param numerator the challenge fails with probability at most numerator/|F|
   */
  public record ErrorTerm(String challenge, long numerator) {}

  public SecurityLevel {
    errorTerms = List.copyOf(errorTerms);
  }

  /** The level of a circuit. */
  static SecurityLevel of(Layout layout, Plan plan) {
    List<ErrorTerm> terms = new ArrayList<>();
    if (plan.hasLookups()) {
      addLookups(terms, layout, plan);
    }
    // powers 0 … 1 + zeros, one more for S
    int zeros = layout.circuit().zeros().size();
    terms.add(new ErrorTerm("mu", 1L + zeros + (plan.direct() ? 1 : 0)));
    terms.add(new ErrorTerm("u", plan.zeroBits()));
    terms.add(new ErrorTerm("products", 2L * plan.productRounds()));
    terms.add(new ErrorTerm("gamma", plan.claims()));
    terms.add(new ErrorTerm("opening", 2L * plan.openingRounds()));
    // root, layers, product end, opening end
    terms.add(new ErrorTerm("theta", plan.leafVariables() + 3L));
    terms.add(new ErrorTerm("c", 2));
    terms.add(new ErrorTerm("weight", 1));
    return new SecurityLevel(terms, PALLAS_BINDING_BITS);
  }

  private static void addLookups(List<ErrorTerm> terms, Layout layout, Plan plan) {
    Circuit circuit = layout.circuit();
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
    long n = plan.leafVariables();
    terms.add(new ErrorTerm("alpha", leaves));
    terms.add(new ErrorTerm("beta", widest * rows));
    terms.add(new ErrorTerm("lambda, tau", 2 * n));
    terms.add(new ErrorTerm("lookups", 3 * n * (n - 1) / 2));
  }

  /** E: the sum of all terms. */
  public long errorNumerator() {
    return errorTerms.stream().mapToLong(ErrorTerm::numerator).sum();
  }

  /** All challenges together fail with probability below 2^-statisticalBits. */
  public int statisticalBits() {
    return FIELD_BITS - (Long.SIZE - Long.numberOfLeadingZeros(errorNumerator()));
  }

  /** The smaller of statistical soundness and binding. */
  public int bits() {
    return Math.min(statisticalBits(), bindingBits);
  }
}
