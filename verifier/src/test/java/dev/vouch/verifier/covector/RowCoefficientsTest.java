package dev.vouch.verifier.covector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Addresses;
import dev.vouch.verifier.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of a covector by their definition (protocol.md §2.2, §7), wherever columns cut the axes. */
class RowCoefficientsTest {
  private static final int WIDTH_BITS = 9;
  private static final int OFFSET = 2;

  private final Random random = new Random(4);

  static Stream<List<Integer>> shapes() {
    return Stream.of(
        List.of(),
        List.of(1),
        List.of(5),
        List.of(3, 5),
        List.of(5, 3, 2),
        List.of(3, 1, 5),
        List.of(3, 5, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void coefficientsOfRowsAreThoseOfTheirCells(List<Integer> shape) {
    PaddedSpace space = PaddedSpace.of(shape);
    List<FieldVector> vectors = new ArrayList<>();
    shape.forEach(length -> vectors.add(Samples.vector(random, length)));
    Covector product = Covector.product(Samples.scalar(random), vectors);
    Covector dense = Covector.dense(product.coefficient(), product.cells());
    List<Scalar> s = Stream.generate(() -> Samples.scalar(random)).limit(WIDTH_BITS).toList();
    for (int columnBits = 0; columnBits <= space.bits(); columnBits++) {
      Matrix matrix = new Matrix(0, space, columnBits, (int) space.rows(columnBits), 0);
      List<Scalar> expected = byDefinition(space, product, columnBits, s);
      assertThat(matrix.rows()).isEqualTo(expected.size());
      assertThat(rows(matrix, product, s)).as("product, %d", columnBits).isEqualTo(expected);
      assertThat(rows(matrix, dense, s)).as("dense, %d", columnBits).isEqualTo(expected);
    }
  }

  /** What is added to ones that stand there, behind others that have to stay. */
  private static List<Scalar> rows(Matrix matrix, Covector covector, List<Scalar> s) {
    FieldVector out = FieldVector.constant(OFFSET + matrix.rows() + 1, Scalar.ONE);
    RowCoefficients.add(matrix, covector, s, out, OFFSET);
    assertThat(List.of(out.get(0), out.get(1), out.get(out.length() - 1))).containsOnly(Scalar.ONE);
    List<Scalar> rows = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      rows.add(out.get(OFFSET + row).minus(Scalar.ONE));
    }
    return rows;
  }

  /** Cell by cell: the address, cut into row and column; rows that exist, ascending. */
  private static List<Scalar> byDefinition(
      PaddedSpace space, Covector covector, int columnBits, List<Scalar> s) {
    FieldVector eq = FieldVector.eq(s.subList(0, columnBits), 1 << columnBits);
    Scalar factor = covector.coefficient();
    for (Scalar later : s.subList(columnBits, s.size())) {
      factor = factor.times(Scalar.ONE.minus(later));
    }
    TreeMap<Integer, Scalar> rows = new TreeMap<>();
    FieldVector cells = covector.cells();
    for (int cell = 0; cell < cells.length(); cell++) {
      int address = Addresses.of(space, cell);
      Scalar weight = eq.get(address & ((1 << columnBits) - 1)).times(factor);
      rows.merge(address >> columnBits, cells.get(cell).times(weight), Scalar::plus);
    }
    return List.copyOf(rows.values());
  }
}
