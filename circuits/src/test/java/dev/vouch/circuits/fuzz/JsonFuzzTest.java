package dev.vouch.circuits.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Nested lists, alone and by name. */
class JsonFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "{\"x\": [[1.5, -2e0], [3, 4]], \"y\": {}}",
            "[[1, 2], [3, null]]",
            "{\"input_data\": [[1, 2, 3, 4]]}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void json(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
