package dev.vouch.circuits.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of arrays. */
class NpzFuzzTest {
  static Stream<byte[]> seeds() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npz.write(out, Map.of("x", DataTarget.VALUES, "labels", TensorData.ofVector(1)));
    return Stream.of(out.toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void npz(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
