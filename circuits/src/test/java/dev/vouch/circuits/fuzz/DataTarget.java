package dev.vouch.circuits.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.input.InputReader;
import dev.vouch.circuits.node.ValueInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What holds for files of data, whichever format their first bytes make them. */
final class DataTarget {
  /** The only input of a network. */
  static final Map<String, ValueInfo> INPUTS = Map.of("x", new ValueInfo(DataType.FLOAT, 2, 2));

  static final TensorData VALUES =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1.5, -2, 3, 4);

  private static final Path FILE = file();

  private DataTarget() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".data");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes are samples of the input, or are refused with a message. */
  static void read(byte[] bytes) throws IOException {
    Files.write(FILE, bytes);
    try {
      Samples.of(INPUTS, InputReader.read(FILE, INPUTS, FormatOptions.defaults()));
    } catch (MalformedTensorException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
