package dev.vouch.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are not named are found beside the architecture, or asked for. */
class ParametersFileTest {
  @TempDir Path folder;

  private String beside(String architecture) throws CommandException {
    return ParametersFile.beside(folder + "/" + architecture);
  }

  private void create(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.architecture.onnx", "net.onnx"})
  void ofTheSameNameComeFirst(String architecture) throws Exception {
    create("params.json");
    create("net.params.json");
    assertThat(beside(architecture)).isEqualTo(folder + "/net.params.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.architecture.onnx", "net.onnx", "net"})
  void anyArchitectureMayHaveThePlainName(String architecture) throws Exception {
    create("params.json");
    create("other.params.json");
    assertThat(beside(architecture)).isEqualTo(folder + "/params.json");
  }

  @Test
  void bothNamesAreInTheErrorWhereNeitherIsThere() {
    assertThatThrownBy(() -> beside("net.architecture.onnx"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(folder + "/net.params.json or " + folder + "/params.json")
        .hasMessageContaining("--params");
  }

  @Test
  void standardInputHasNothingBesideIt() {
    assertThatThrownBy(() -> ParametersFile.beside("-"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("give --params");
  }
}
