package dev.vouch.circuits.facts;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a network output can depend on inputs and on committed weights: whether sums and lookups
 * tie it to one, by way of what else is computed. Where they do not, it does not. Constants and
 * multiplicities, which many assertions share, tie nothing together.
 *
 * @param output name of the port
 * @param inputs whether it can depend on some input
 * @param weights whether it can depend on some committed weight
 */
public record OutputSources(String output, boolean inputs, boolean weights) {
  /** The sources of all outputs, in the order of their ports. */
  public static List<OutputSources> of(Circuit circuit) {
    BitSet inputs = new BitSet();
    circuit.inputs().forEach(port -> inputs.set(port.tensor()));
    BitSet weights = new BitSet();
    IntStream.range(0, circuit.tensors().size())
        .filter(tensor -> circuit.tensors().get(tensor).kind() == TensorKind.MODEL)
        .forEach(weights::set);
    BitSet sources = new BitSet();
    sources.or(inputs);
    sources.or(weights);
    List<int[]> ties = ties(circuit);
    Sets sets = new Sets(circuit.tensors().size());
    for (int[] tie : ties) {
      int[] computed = IntStream.of(tie).filter(tensor -> !sources.get(tensor)).toArray();
      IntStream.of(computed).forEach(tensor -> sets.join(computed[0], tensor));
    }
    BitSet ofInputs = reached(ties, inputs, sources, sets);
    BitSet ofWeights = reached(ties, weights, sources, sets);
    return circuit.outputs().stream()
        .map(
            port ->
                new OutputSources(
                    port.name(),
                    ofInputs.get(sets.of(port.tensor())),
                    ofWeights.get(sets.of(port.tensor()))))
        .toList();
  }

  /** The tensors that stand in one sum or in one lookup, without constants. */
  private static List<int[]> ties(Circuit circuit) {
    List<int[]> ties = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        IntStream operands = derived.terms().stream().flatMapToInt(OutputSources::operands);
        ties.add(computed(circuit, IntStream.concat(IntStream.of(i), operands)));
      }
    }
    for (Lookup lookup : circuit.lookups()) {
      List<Integer> columns = circuit.tables().get(lookup.table()).columns();
      IntStream all =
          Stream.concat(lookup.keys().stream(), columns.stream()).mapToInt(Integer::intValue);
      ties.add(computed(circuit, all));
    }
    return ties;
  }

  private static IntStream operands(Term term) {
    return term instanceof Term.Index index
        ? IntStream.of(index.tensor())
        : ((Term.Box) term).operands().stream().mapToInt(Term.Operand::tensor);
  }

  private static int[] computed(Circuit circuit, IntStream tensors) {
    return tensors
        .filter(tensor -> !circuit.tensors().get(tensor).kind().constant())
        .distinct()
        .toArray();
  }

  /** The sets that hold some of the sources, or are tied to one. */
  private static BitSet reached(List<int[]> ties, BitSet some, BitSet sources, Sets sets) {
    BitSet reached = new BitSet();
    some.stream().forEach(source -> reached.set(sets.of(source)));
    for (int[] tie : ties) {
      if (IntStream.of(tie).anyMatch(some::get)) {
        IntStream.of(tie)
            .filter(tensor -> !sources.get(tensor))
            .forEach(tensor -> reached.set(sets.of(tensor)));
      }
    }
    return reached;
  }

  /** Disjoint sets of tensors. */
  private static final class Sets {
    private final int[] parents;

    Sets(int size) {
      parents = IntStream.range(0, size).toArray();
    }

    void join(int one, int other) {
      parents[of(one)] = of(other);
    }

    /** The tensor that stands for the set of this one. */
    int of(int tensor) {
      int at = tensor;
      while (parents[at] != at) {
        parents[at] = parents[parents[at]];
        at = parents[at];
      }
      return at;
    }
  }
}
