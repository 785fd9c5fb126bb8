package dev.vouch.circuits.operator;

import java.util.Arrays;
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
              new Abs(),
              new Add(),
              new And(),
              new ArgMax(),
              new ArgMin(),
              new AveragePool(),
              new BatchNormalization(),
              new Cast(),
              new CastLike(),
              new Ceil(),
              new Clip(),
              new Concat(),
              new Constant(),
              new ConstantOfShape(),
              new Conv(),
              new Div(),
              new Dropout(),
              new Equal(),
              new Erf(),
              new Exp(),
              new Expand(),
              new Flatten(),
              new Floor(),
              new Gather(),
              new Gelu(),
              new Gemm(),
              new GlobalAveragePool(),
              new Greater(),
              new GreaterOrEqual(),
              new Identity(),
              new LayerNormalization(),
              new LeakyRelu(),
              new Less(),
              new LessOrEqual(),
              new Log(),
              new MatMul(),
              new Max(),
              new MaxPool(),
              new Mean(),
              new Min(),
              new Mod(),
              new Mul(),
              new Neg(),
              new NonZero(),
              new Not(),
              new Or(),
              new Pad(),
              new Pow(),
              new Range(),
              new Reciprocal(),
              new ReduceMax(),
              new ReduceMean(),
              new ReduceMin(),
              new ReduceProd(),
              new ReduceSum(),
              new Relu(),
              new Reshape(),
              new ShapeOf(),
              new Sigmoid(),
              new Size(),
              new Slice(),
              new Softmax(),
              new Split(),
              new Sqrt(),
              new Squeeze(),
              new Sub(),
              new Sum(),
              new Tanh(),
              new Tile(),
              new Transpose(),
              new Trilu(),
              new Unsqueeze(),
              new Where(),
              new Xor()));

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

  /** Whether an operator can be part of a circuit: others only see values known beforehand. */
  public static boolean hasLowering(Operator operator) {
    return Arrays.stream(operator.getClass().getMethods())
        .anyMatch(
            method ->
                method.getName().equals("lower") && method.getDeclaringClass() != Operator.class);
  }

  /** As {@link #names}, only those that can be part of a circuit. */
  public List<String> loweredNames() {
    return byName.entrySet().stream()
        .filter(entry -> hasLowering(entry.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** How messages and tables name an operator: {@code Conv}, {@code ai.onnx.ml.Scaler}. */
  public static String name(String domain, String type) {
    return domain.isEmpty() ? type : domain + "." + type;
  }
}
