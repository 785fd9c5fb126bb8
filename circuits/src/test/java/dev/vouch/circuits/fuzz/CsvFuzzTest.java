package dev.vouch.circuits.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables with a line of names. */
class CsvFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "a,\"b\"\r\n1.5,-2e0\r\n\"3\",4\r\n",
            "x[0],x[1],x[2],x[3]\n1,,3,4\n",
            "\ufeffa,b\n\"1\n\",\"\"\"2\"\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void csv(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
