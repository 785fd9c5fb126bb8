package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.quantisation.IntegerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Real functions of quantised integers, cell by cell: tables of all results. */
final class IntegerFunctions {
  private static final Set<String> CELL_BY_CELL =
      Set.of(
          "Abs",
          "Clip",
          "Elu",
          "Erf",
          "Exp",
          "Gelu",
          "HardSigmoid",
          "LeakyRelu",
          "Mish",
          "Neg",
          "Relu",
          "Selu",
          "Sigmoid",
          "Softplus",
          "Softsign",
          "Tanh");

  private static final String HARD_SWISH = "HardSwish";

  private IntegerFunctions() {}

  /** The table of a function, or of no more than a change of scale and zero point. */
  static Optional<List<Node>> of(
      QuantisedGraph graph, Node quantize, Optional<Node> function, Quantised result) {
    Optional<Quantised> direct = graph.dequantised(quantize.inputs().get(0));
    if (direct.isPresent()) {
      return changes(direct.get(), result)
          ? Optional.of(List.of(change(quantize.name(), direct.get(), result, result.integers())))
          : Optional.empty();
    }
    return function
        .filter(node -> CELL_BY_CELL.contains(node.type()) || node.type().equals(HARD_SWISH))
        .flatMap(
            node ->
                graph
                    .dequantised(node.inputs().get(0))
                    .filter(x -> changes(x, result))
                    .map(x -> table(graph, node, x, result)))
        .map(List::of);
  }

  /** Whether all integers of both can be listed. */
  static boolean changes(Quantised x, Quantised result) {
    return x.isListed() && result.isListed();
  }

  /** The integers that stand for the same numbers with other parameters. */
  static Node change(String name, Quantised x, Quantised result, String output) {
    return node(name, x, result, output, reals(x));
  }

  private static @Nullable Node table(
      QuantisedGraph graph, Node function, Quantised x, Quantised result) {
    TensorData reals = reals(x);
    TensorData values =
        function.type().equals(HARD_SWISH)
            ? reals.map(v -> v * Math.max(0, Math.min(1, v / 6 + 0.5)), v -> v)
            : evaluated(graph, function, reals);
    return values == null ? null : node(function.name(), x, result, result.integers(), values);
  }

  /** The function's values; null if it has other operands that are not known, or an old form. */
  private static @Nullable TensorData evaluated(
      QuantisedGraph graph, Node function, TensorData reals) {
    List<@Nullable TensorData> operands = new ArrayList<>();
    operands.add(reals);
    for (String other : function.inputs().subList(1, function.inputs().size())) {
      TensorData known = other.isEmpty() ? null : graph.constant(other);
      if (!other.isEmpty() && known == null) {
        return null;
      }
      operands.add(known);
    }
    Operator operator =
        Operators.supported().find(function.domain(), function.type()).orElseThrow();
    Operands known = Operands.of(operands);
    return operator.rewritten(function, known.asInference()).equals(List.of(function))
        ? operator.evaluate(function, known).get(0)
        : null;
  }

  /** What all integers stand for. */
  private static TensorData reals(Quantised x) {
    QuantisedType type = x.type();
    double[] values = new double[1 << type.type().bits()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.real(type.least() + i, x.scaleOfAll());
    }
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {values.length}, values);
  }

  private static Node node(
      String name, Quantised x, Quantised result, String output, TensorData values) {
    QuantisedType type = result.type();
    long[] table = new long[values.size()];
    for (int i = 0; i < table.length; i++) {
      table[i] = type.quantised((float) values.doubleAt(i), result.scaleOfAll());
    }
    return IntegerTable.node(name, x.integers(), output, x.type().least(), table, type.type());
  }
}
