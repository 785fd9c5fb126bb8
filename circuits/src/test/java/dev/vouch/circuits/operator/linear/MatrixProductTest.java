package dev.vouch.circuits.operator.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
  @Test
  void matrixProductsAgreeInBothForms() {
    Random random = new Random(11);
    for (int inner : new int[] {0, 1, 3, 127, 128, 129, 300}) {
      double[] a = random.ints(5 * inner, -9, 10).asDoubleStream().toArray();
      double[] b = random.ints(inner * 4, -9, 10).asDoubleStream().toArray();
      double[] product = new double[20];
      MatrixProduct.add(a, 0, b, 0, product, 0, 5, inner, 4);
      double[] transposed = new double[20];
      MatrixProduct.addTransposed(a, MatrixProduct.transpose(b, inner, 4), transposed, 5, inner, 4);
      assertThat(transposed).isEqualTo(product);
      for (int cell = 0; cell < 20; cell++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += a[cell / 4 * inner + k] * b[k * 4 + cell % 4];
        }
        assertThat(product[cell]).isEqualTo(sum);
      }
    }
  }
}
