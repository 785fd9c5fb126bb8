package dev.vouch.circuits.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated input files give samples or {@link MalformedTensorException}, and nothing else. */
class InputFuzzTest {
  private static final int MUTANTS = 3000;
  private static final long MILLIS = 1500;
  private static final Map<String, ValueInfo> INPUTS =
      Map.of("x", new ValueInfo(DataType.FLOAT, 2, 2));

  @TempDir Path folder;

  private static byte[] original(String format) throws IOException {
    TensorData tensor = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1.5, -2, 3, 4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (format) {
      case "npy" -> Npy.write(out, tensor);
      case "npz" -> Npz.write(out, Map.of("x", tensor, "labels", TensorData.ofVector(1)));
      case "json" ->
          out.write("{\"x\": [[1.5, -2e0], [3, 4]], \"y\": {}}".getBytes(StandardCharsets.UTF_8));
      case "csv" ->
          out.write("a,\"b\"\r\n1.5,-2e0\r\n\"3\",4\r\n".getBytes(StandardCharsets.UTF_8));
      default -> out.write(ModelBuilder.tensor("x", tensor).toByteArray());
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "json", "csv", "pb"})
  void mutantsAreReadOrRefused(String format) throws IOException {
    byte[] original = original(format);
    assertThat(reads(original)).isTrue();
    Random random = new Random(format.hashCode());
    int refused = 0;
    long deadline = System.currentTimeMillis() + MILLIS;
    for (int i = 0; i < MUTANTS && System.currentTimeMillis() < deadline; i++) {
      byte[] mutant = original.clone();
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      mutant =
          random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
      try {
        refused += reads(mutant) ? 0 : 1;
      } catch (RuntimeException | IOException | OutOfMemoryError e) {
        fail("mutant " + i + ": " + HexFormat.of().formatHex(mutant), e);
      }
    }
    assertThat(refused).isPositive();
  }

  private boolean reads(byte[] bytes) throws IOException {
    Path file = folder.resolve("input");
    Files.write(file, bytes);
    try {
      Samples.of(INPUTS, InputReader.read(file, INPUTS, FormatOptions.defaults()));
      return true;
    } catch (MalformedTensorException e) {
      return false;
    }
  }
}
