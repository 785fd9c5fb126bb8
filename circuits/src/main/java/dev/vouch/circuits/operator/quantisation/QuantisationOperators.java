package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.pooling.WindowSums;
import java.util.List;

/** The operators of this family. */
public final class QuantisationOperators {
  /** Domain of the operators that onnxruntime adds to those of ONNX. */
  public static final String MICROSOFT = "com.microsoft";

  public static final List<Operator> ALL =
      List.of(
          new DequantizeLinear(),
          new QuantizeLinear(),
          new DynamicQuantizeLinear(),
          new ConvInteger(),
          new MatMulInteger(),
          new QlinearConv(),
          new QlinearMatMul(),
          new Qgemm(),
          QlinearBinary.sum(),
          QlinearBinary.product(),
          QlinearUnary.sigmoid(),
          QlinearUnary.leakyRelu(),
          new QlinearConcat(),
          new QlinearAveragePool(),
          new QlinearGlobalAveragePool());

  /** Those that only vouch itself puts into graphs. */
  public static final List<Operator> OWN =
      List.of(new Requantise(), new IntegerTable(), new PairTable(), new WindowSums());

  private QuantisationOperators() {}
}
