package dev.vouch.circuits.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.data.Npy;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays of NumPy. */
class NpyFuzzTest {
  static Stream<byte[]> seeds() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, DataTarget.VALUES);
    return Stream.of(out.toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void npy(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
