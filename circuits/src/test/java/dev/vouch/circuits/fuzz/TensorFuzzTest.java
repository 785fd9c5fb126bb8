package dev.vouch.circuits.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors as ONNX has them (.pb). */
class TensorFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(ModelBuilder.tensor("x", DataTarget.VALUES).toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void tensor(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
