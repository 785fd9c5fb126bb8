package dev.vouch.circuits.audit;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.importer.MaskValues;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which constants of a model are weights: those that its circuit hides (docs/threat-model.md, What
 * is public on purpose). All real constants are but for those that are named here; of the integers
 * only those that layers on quantised values take.
 */
final class WeightRules {
  /** Operands that say where to read, which function is meant, or how values are quantised. */
  private static final Map<String, Set<Integer>> PUBLIC =
      Map.ofEntries(
          Map.entry("Resize", Set.of(1, 2)),
          Map.entry("Upsample", Set.of(1)),
          Map.entry("Pow", Set.of(1)),
          Map.entry("OneHot", Set.of(2)),
          Map.entry("GridSample", Set.of(1)),
          Map.entry("RoiAlign", Set.of(1)),
          Map.entry("Range", Set.of(0, 1, 2)),
          Map.entry("NonMaxSuppression", Set.of(0, 1)),
          Map.entry("QuantizeLinear", Set.of(1)),
          Map.entry("QLinearConv", Set.of(1, 4, 6)),
          Map.entry("QLinearMatMul", Set.of(1, 4, 6)),
          Map.entry("QGemm", Set.of(1, 4, 7)));

  /** Whose second operand quantises weights: public beside values that are quantised themselves. */
  private static final String DEQUANTIZE = "DequantizeLinear";

  /** Operands that are weights although they are integers. */
  private static final Map<String, Set<Integer>> INTEGER_WEIGHTS =
      Map.ofEntries(
          Map.entry("QLinearConv", Set.of(3, 8)),
          Map.entry("QLinearMatMul", Set.of(0, 3)),
          Map.entry("QGemm", Set.of(3, 6)),
          Map.entry("MatMulInteger", Set.of(0, 1)),
          Map.entry("ConvInteger", Set.of(1)),
          Map.entry(DEQUANTIZE, Set.of(0)),
          Map.entry("MatMul", Set.of(0, 1)),
          Map.entry("Gemm", Set.of(0, 1, 2)),
          Map.entry("Conv", Set.of(1, 2)));

  /** Operators of which a factor or bound of one cell stands in the circuit. */
  private static final Set<String> OF_ONE_CELL =
      Set.of("Mul", "Div", "Pow", "Mod", "PRelu", "Clip", "Pad", "Max", "Min");

  /** Layers that read nothing but weights: numbers that look like a mask are none there. */
  private static final Set<String> LAYERS =
      Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization");

  /** Lists of real numbers among attributes that are weights, by operator. */
  private static final Map<String, Set<String>> LISTS =
      Map.of(
          "Constant", Set.of("value_floats"),
          "LinearRegressor", Set.of("coefficients", "intercepts"),
          "LinearClassifier", Set.of("coefficients", "intercepts"),
          "SVMRegressor", Set.of("coefficients", "support_vectors", "rho"),
          "SVMClassifier", Set.of("coefficients", "support_vectors", "rho", "prob_a", "prob_b"),
          "Scaler", Set.of("offset", "scale"),
          "Imputer", Set.of("imputed_value_floats"));

  private WeightRules() {}

  /**
   * Whether a constant is a weight.
   *
   * @param readers where it is read
   * @param quantised whether the model quantises its values
   */
  static boolean isWeight(TensorData value, List<Operand> readers, boolean quantised) {
    return mayBeWeight(value.isFloating(), value.rank(), value.size(), readers, quantised)
        && (!value.isFloating() || ofLayers(readers) || !MaskValues.are(value.doubles()));
  }

  /**
   * Whether a constant may be a weight, whatever its values are.
   *
   * @param readers where it is read
   * @param quantised whether the model quantises its values
   */
  static boolean mayBeWeight(
      boolean floating, int rank, int size, List<Operand> readers, boolean quantised) {
    if (rank == 0 || size == 0) {
      return false;
    }
    if (!floating) {
      return readers.stream().anyMatch(operand -> holds(INTEGER_WEIGHTS, operand));
    }
    boolean shown =
        readers.stream().anyMatch(operand -> holds(PUBLIC, operand))
            || (quantised && readers.contains(new Operand(DEQUANTIZE, 1)));
    boolean factor =
        size == 1 && readers.stream().anyMatch(operand -> OF_ONE_CELL.contains(operand.type()));
    return !shown && !factor;
  }

  private static boolean ofLayers(List<Operand> readers) {
    return !readers.isEmpty()
        && readers.stream().allMatch(operand -> LAYERS.contains(operand.type()));
  }

  /** Whether a list of real numbers is of weights. */
  static boolean isWeight(String nodeType, String attribute, int size) {
    return size > 1 && LISTS.getOrDefault(nodeType, Set.of()).contains(attribute);
  }

  private static boolean holds(Map<String, Set<Integer>> operands, Operand operand) {
    return operands.getOrDefault(operand.type(), Set.of()).contains(operand.index());
  }
}
