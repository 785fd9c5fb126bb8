package dev.vouch.circuits.catalogue;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.activation.ActivationOperators;
import dev.vouch.circuits.operator.attention.AttentionOperators;
import dev.vouch.circuits.operator.bitwise.BitwiseOperators;
import dev.vouch.circuits.operator.constant.ConstantOperators;
import dev.vouch.circuits.operator.control.ControlOperators;
import dev.vouch.circuits.operator.elementwise.ElementwiseOperators;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import dev.vouch.circuits.operator.estimator.EstimatorOperators;
import dev.vouch.circuits.operator.feature.FeatureOperators;
import dev.vouch.circuits.operator.function.FunctionOperators;
import dev.vouch.circuits.operator.function.SecantSlope;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import dev.vouch.circuits.operator.linear.LinearOperators;
import dev.vouch.circuits.operator.logic.LogicOperators;
import dev.vouch.circuits.operator.loss.LossOperators;
import dev.vouch.circuits.operator.normalisation.NormalisationOperators;
import dev.vouch.circuits.operator.ordering.OrderingOperators;
import dev.vouch.circuits.operator.pooling.PoolingOperators;
import dev.vouch.circuits.operator.quantisation.QuantisationOperators;
import dev.vouch.circuits.operator.recurrent.RecurrentOperators;
import dev.vouch.circuits.operator.reduction.ReductionOperators;
import dev.vouch.circuits.operator.resampling.ResamplingOperators;
import dev.vouch.circuits.operator.rounding.RoundingOperators;
import dev.vouch.circuits.operator.scatter.ScatterOperators;
import dev.vouch.circuits.operator.signal.SignalOperators;
import dev.vouch.circuits.operator.tree.TreeOperators;
import dev.vouch.circuits.operator.trigonometry.TrigonometricOperators;
import dev.vouch.circuits.operator.wiring.WiringOperators;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operators vouch knows, by domain and type. Immutable and thread-safe. */
public final class Operators {
  private static final List<List<Operator>> FAMILIES =
      List.of(
          ElementwiseOperators.ALL,
          LogicOperators.ALL,
          FunctionOperators.ALL,
          RoundingOperators.ALL,
          BitwiseOperators.ALL,
          ActivationOperators.ALL,
          TrigonometricOperators.ALL,
          LinearOperators.ALL,
          OrderingOperators.ALL,
          PoolingOperators.ALL,
          QuantisationOperators.ALL,
          RecurrentOperators.ALL,
          ReductionOperators.ALL,
          ResamplingOperators.ALL,
          ScatterOperators.ALL,
          NormalisationOperators.ALL,
          WiringOperators.ALL,
          AttentionOperators.ALL,
          ConstantOperators.ALL,
          LossOperators.ALL,
          SignalOperators.ALL,
          ControlOperators.ALL,
          FeatureOperators.ALL,
          EstimatorOperators.ALL,
          TreeOperators.ALL);

  private static final Operators SUPPORTED = new Operators(FAMILIES.stream());

  private static final Operators KNOWN =
      new Operators(
          Stream.concat(
              FAMILIES.stream(),
              Stream.of(
                  List.of(new SliceScaling()),
                  FeatureOperators.OWN,
                  TreeOperators.OWN,
                  QuantisationOperators.OWN,
                  slopes())));

  private final Map<String, Operator> byName;

  private Operators(Stream<List<Operator>> families) {
    byName =
        families
            .flatMap(List::stream)
            .collect(
                Collectors.toMap(
                    o -> name(o.domain(), o.type()), o -> o, (a, b) -> a, TreeMap::new));
  }

  private static List<Operator> slopes() {
    return FAMILIES.stream()
        .flatMap(List::stream)
        .filter(TabulatedFunction.class::isInstance)
        .<Operator>map(function -> new SecantSlope((TabulatedFunction) function))
        .toList();
  }

  /** All operators that models may have. */
  public static Operators supported() {
    return SUPPORTED;
  }

  /** As {@link #supported}, and those that only vouch itself puts into graphs. */
  public static Operators known() {
    return KNOWN;
  }

  /** The operator, if it is known. */
  public Optional<Operator> find(String domain, String type) {
    return Optional.ofNullable(byName.get(name(domain, type)));
  }

  /** The operator of a node, if it is known and can be lowered. */
  public static Optional<Lowered> lowered(Node node) {
    return KNOWN
        .find(node.domain(), node.type())
        .filter(Lowered.class::isInstance)
        .map(Lowered.class::cast);
  }

  public Collection<Operator> all() {
    return byName.values();
  }

  /** Types of all operators, those outside ai.onnx with their domain, in alphabetical order. */
  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** As {@link #names}, only those that can be part of a circuit. */
  public List<String> loweredNames() {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().inCircuits())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** How messages and tables name an operator: {@code Conv}, {@code ai.onnx.ml.Scaler}. */
  public static String name(String domain, String type) {
    return domain.isEmpty() ? type : domain + "." + type;
  }
}
