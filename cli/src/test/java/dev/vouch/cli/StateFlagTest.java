package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which outputs go in again with the next step is said, and can be given. */
class StateFlagTest {
  private static final String FOLLOWED = "states go in again: 'h' from '";

  @TempDir private Path folder;

  /** Checks a network next = gain · h + x, without proofs. */
  private Cli.Result check(double gain, String next, String... options) throws IOException {
    TensorData factor = TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {gain});
    byte[] model =
        ModelBuilder.model()
            .input("x", 1, 2)
            .input("h", 1, 2)
            .initializer("gain", factor)
            .node("Mul", "h gain", "kept")
            .node("Add", "kept x", next)
            .output(next)
            .build()
            .toByteArray();
    DataFixture data = new DataFixture(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "check",
                Files.write(folder.resolve("m.onnx"), model).toString(),
                "--data",
                "x=" + data.npy("x.npy", new int[] {2, 2}, 1, -2, 0.5, 1),
                "--data",
                "h=" + data.npy("h.npy", new int[] {2, 2}, 0, 0, 1, -1),
                "--prove",
                "0"));
    command.addAll(List.of(options));
    return Cli.run(command.toArray(new String[0]));
  }

  @Test
  void namesTellStates() throws IOException {
    assertThat(check(0.9, "h_next").err()).contains(FOLLOWED + "h_next'", "64 steps");
    assertThat(check(0.9, "h_next", "--state", "none").err()).doesNotContain(FOLLOWED);
  }

  @Test
  void statesAreGiven() throws IOException {
    assertThat(check(0.9, "y").err()).doesNotContain("go in again");
    assertThat(check(0.9, "y", "--state", "h=y").err()).contains(FOLLOWED + "y'");
  }

  @Test
  void endlessGrowthIsSaid() throws IOException {
    Cli.Result grown = check(1.5, "h_next");
    assertThat(grown.code()).isZero();
    assertThat(grown.err()).contains("warning: ", "grow without end", "'h' from 'h_next'");
  }

  @Test
  void whatIsNoStateIsRefused() throws IOException {
    assertThat(check(0.9, "y", "--state", "h").code()).isEqualTo(ExitCode.USAGE);
    Cli.Result unknown = check(0.9, "y", "--state", "h=z");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("there is no output 'z'; --state; ");
    assertThat(check(0.9, "y", "--state", "none", "--state", "h=y").code())
        .isEqualTo(ExitCode.USAGE);
  }
}
