package dev.vouch.circuits.audit;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Numbers in place of weights: real ones from 1 to 2 and integers from 1 to 100, so that nothing is
 * special about any of them. They only depend on the name.
 */
final class Placeholders {
  private static final int INTEGERS = 100;
  private static final int FRACTION_BITS = 10;

  /** Bits of 1 in floating-point numbers of 16 bits, and of their fractions. */
  private static final int HALF_ONE = 0x3C00;

  private static final int BFLOAT_ONE = 0x3F80;
  private static final int BFLOAT_FRACTION_BITS = 7;

  private Placeholders() {}

  /** Whether there are any of that type. */
  static boolean have(int onnxCode) {
    for (DataType type : DataType.values()) {
      if (type.onnxCode() == onnxCode) {
        return type != DataType.BOOL;
      }
    }
    return false;
  }

  /**
   * A tensor of them.
   *
   * @param dims of which {@code cells} is the product
   */
  static TensorProto tensor(String name, String own, int onnxCode, List<Long> dims, int cells) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(own).setDataType(onnxCode).addAllDims(dims);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    DataType type = DataType.ofOnnxCode(onnxCode);
    for (int cell = 0; cell < cells; cell++) {
      switch (type) {
        case FLOAT -> tensor.addFloatData(real(random));
        case DOUBLE -> tensor.addDoubleData(real(random));
        case FLOAT16 -> tensor.addInt32Data(HALF_ONE + random.nextInt(1 << FRACTION_BITS));
        case BFLOAT16 ->
            tensor.addInt32Data(BFLOAT_ONE + random.nextInt(1 << BFLOAT_FRACTION_BITS));
        case INT64 -> tensor.addInt64Data(1L + random.nextInt(INTEGERS));
        case UINT32, UINT64 -> tensor.addUint64Data(1L + random.nextInt(INTEGERS));
        default -> tensor.addInt32Data(1 + random.nextInt(INTEGERS));
      }
    }
    return tensor.build();
  }

  /** Puts them in place of a list of real numbers. */
  static void fill(String name, AttributeProto.Builder list) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < list.getFloatsCount(); i++) {
      list.setFloats(i, real(random));
    }
  }

  private static float real(SplittableRandom random) {
    return 1 + random.nextInt(1 << 20) * 0x1p-20f;
  }
}
