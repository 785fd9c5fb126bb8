package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Probabilities p of classes from those of pairs, r_ij that i is it rather than j: those that
 * minimise Σ_i Σ_{j ≠ i} (r_ji·p_i − r_ij·p_j)² = 2·pᵀQp (Wu, Lin and Weng, Probability Estimates
 * for Multi-class Classification by Pairwise Coupling, JMLR 5, 2004, algorithm 2), with
 *
 * <pre>
 * Q_ii = Σ_{j ≠ i} r_ji²      Q_ij = −r_ji·r_ij
 * </pre>
 *
 * As in libsvm and onnxruntime p starts from equal probabilities and moves along one class after
 * the other, in rounds, until no cell of Qp differs from pᵀQp by 0.005 / classes. A move by d along
 * class i followed by a division by 1 + d is
 *
 * <pre>
 * p ← (1 − t)·p + t·e_i      t = d / (1 + d) = n / (Q_ii + n)      n = pᵀQp − (Qp)_i
 * </pre>
 *
 * where neither t nor anything else becomes large. A row that is done stays as it is.
 */
final class PairwiseCoupling {
  /** Rounds after which rows are done unless the pairs' probabilities contradict each other. */
  private static final int MOST_ROUNDS = 4;

  private static final double TOLERANCE = 0.005;

  /** A smaller Q_ii + n counts as this: class i is all but certain, and p_i hardly moves. */
  private static final double LEAST = 0x1p-12;

  private static final Map<String, Attribute> COLUMNS = Map.of("axis", new Attribute.Integer(1));

  private final Expansion expansion;
  private final int classes;

  PairwiseCoupling(Expansion expansion, int classes) {
    this.expansion = expansion;
    this.classes = classes;
  }

  /**
   * Adds the probabilities of the classes, of shape [rows, classes].
   *
   * @param likely r_ij for the pairs i &lt; j in order, of shape [rows, pairs]
   */
  String probabilities(String likely) {
    String flat = coefficients(likely);
    String matrix = expansion.add("Q", "Reshape", flat, vector(0, classes, classes));
    int rows = expansion.info(likely).shape()[0];
    double[] equal = new double[rows * classes];
    Arrays.fill(equal, 1.0 / classes);
    String p =
        expansion.add("p", TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, classes}, equal));
    int rounds = Math.min(classes, MOST_ROUNDS);
    for (int round = 0; round < rounds; round++) {
      String moved = p;
      for (int i = 0; i < classes; i++) {
        moved = moved(matrix, flat, moved, i);
      }
      p = expansion.add("p", "Where", open(matrix, p), moved, p);
    }
    return p;
  }

  /** Q, row after row, of shape [rows, classes²]. */
  private String coefficients(String likely) {
    String rest = expansion.add("rest", "Sub", number("one", 1), likely);
    String terms =
        expansion.add(
            "terms",
            "Concat",
            List.of(
                expansion.add("square", "Mul", likely, likely),
                expansion.add("square", "Mul", rest, rest),
                expansion.add("product", "Mul", likely, rest)),
            COLUMNS);
    int pairs = classes * (classes - 1) / 2;
    double[] sums = new double[classes * classes * 3 * pairs];
    int pair = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++, pair++) {
        sums[cell(j, j) * 3 * pairs + pair] = 1;
        sums[cell(i, i) * 3 * pairs + pairs + pair] = 1;
        sums[cell(i, j) * 3 * pairs + 2 * pairs + pair] = -1;
        sums[cell(j, i) * 3 * pairs + 2 * pairs + pair] = -1;
      }
    }
    return LinearScores.add(expansion, terms, classes * classes, sums, null);
  }

  private int cell(int i, int j) {
    return i * classes + j;
  }

  /** p after a move along class i. */
  private String moved(String matrix, String flat, String p, int i) {
    String product = product(matrix, p);
    String n = expansion.add("n", "Sub", form(p, product), column(product, i));
    String own = column(flat, cell(i, i));
    String sum = expansion.add("divisor", "Add", own, n);
    String divisor = expansion.add("divisor", "Max", sum, number("least", LEAST));
    String t = expansion.add("t", "Div", n, divisor);
    double[] unit = new double[classes];
    unit[i] = 1;
    String target =
        expansion.add("e", TensorData.ofDoubles(DataType.FLOAT, new int[] {classes}, unit));
    String way = expansion.add("way", "Sub", target, p);
    return expansion.add("moved", "Add", p, expansion.add("step", "Mul", t, way));
  }

  /** For each row whether it is not done. */
  private String open(String matrix, String p) {
    String product = product(matrix, p);
    String off =
        expansion.add("off", "Abs", expansion.add("off", "Sub", product, form(p, product)));
    String most = expansion.add("most", "ReduceMax", off, vector(1));
    return expansion.add("open", "GreaterOrEqual", most, number("tolerance", TOLERANCE / classes));
  }

  /** Qp. */
  private String product(String matrix, String p) {
    String column = expansion.add("column", "Unsqueeze", p, vector(-1));
    return expansion.add(
        "Qp", "Squeeze", expansion.add("Qp", "MatMul", matrix, column), vector(-1));
  }

  /** pᵀQp. */
  private String form(String p, String product) {
    return expansion.add("pQp", "ReduceSum", expansion.add("terms", "Mul", p, product), vector(1));
  }

  private String column(String table, int index) {
    return expansion.add("column", "Gather", List.of(table, vector(index)), COLUMNS);
  }

  private String number(String part, double value) {
    return expansion.number(part, DataType.FLOAT, value);
  }

  private String vector(long... values) {
    return expansion.add("list", TensorData.ofVector(values));
  }
}
