package dev.vouch.circuits.operator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operators vouch knows, by domain and type. Immutable and thread-safe. */
public final class Operators {
  private static final Operators SUPPORTED =
      new Operators(
          List.of(
              new Add(),
              new Cast(),
              new Constant(),
              new Dropout(),
              new Flatten(),
              new Gemm(),
              new Identity(),
              new MatMul(),
              new Relu(),
              new Reshape()));

  private final Map<String, Operator> byName;

  private Operators(List<Operator> operators) {
    byName =
        operators.stream()
            .collect(
                Collectors.toMap(
                    o -> name(o.domain(), o.type()), o -> o, (a, b) -> a, LinkedHashMap::new));
  }

  /** All operators of this version of vouch. */
  public static Operators supported() {
    return SUPPORTED;
  }

  /** The operator, if it is known. */
  public Optional<Operator> find(String domain, String type) {
    return Optional.ofNullable(byName.get(name(domain, type)));
  }

  public Collection<Operator> all() {
    return byName.values();
  }

  /** Types of all operators, those outside ai.onnx with their domain, in alphabetical order. */
  public List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** How messages and tables name an operator: {@code Conv}, {@code ai.onnx.ml.Scaler}. */
  public static String name(String domain, String type) {
    return domain.isEmpty() ? type : domain + "." + type;
  }
}
