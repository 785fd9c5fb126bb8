package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Term;
import java.util.BitSet;

/**
 * The box axes of a 2-operand term by the role they play in §6 (protocol.md §6, §11 rules 17 and
 * 18).
 *
 * @param inA axes of operand A, in box order
 * @param inB axes of operand B, in box order
 * @param batch axes of A, B and the result, in box order: the high bits of k
 * @param contraction axes of A and B alone, in box order: the low bits of k
 * @param variables n_g, the bits of k
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProductAxes(int[] inA, int[] inB, int[] batch, int[] contraction, int variables) {
  /** The roles in a term of two operands. */
  public static ProductAxes of(Term.Box term) {
    BitSet result = axes(term.result());
    BitSet a = axes(term.operands().get(0).map());
    BitSet b = axes(term.operands().get(1).map());
    BitSet batch = (BitSet) a.clone();
    batch.and(b);
    BitSet contraction = (BitSet) batch.clone();
    batch.and(result);
    contraction.andNot(result);
    int variables = 0;
    for (int axis = 0; axis < term.box().size(); axis++) {
      variables +=
          batch.get(axis) || contraction.get(axis) ? PaddedSpace.bitsOf(term.box().get(axis)) : 0;
    }
    return new ProductAxes(list(a), list(b), list(batch), list(contraction), variables);
  }

  private static BitSet axes(Iterable<IndexEntry> map) {
    BitSet axes = new BitSet();
    for (IndexEntry entry : map) {
      for (IndexEntry.Part part : entry.parts()) {
        axes.set(part.boxAxis());
      }
    }
    return axes;
  }

  private static int[] list(BitSet axes) {
    return axes.stream().toArray();
  }
}
