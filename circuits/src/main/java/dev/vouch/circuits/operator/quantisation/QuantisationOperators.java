package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class QuantisationOperators {
  /** Domain of the operators that onnxruntime adds to those of ONNX. */
  public static final String MICROSOFT = "com.microsoft";

  public static final List<Operator> ALL =
      List.of(
          new DequantizeLinear(),
          new QuantizeLinear(),
          new ConvInteger(),
          new MatMulInteger(),
          new QlinearConv(),
          new QlinearMatMul(),
          new Qgemm());

  /** Those that only vouch itself puts into graphs. */
  public static final List<Operator> OWN = List.of(new Requantise(), new IntegerTable());

  private QuantisationOperators() {}
}
