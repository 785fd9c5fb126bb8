package dev.vouch.circuits.integer;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

/** Names that the formats do not take: those inside of a model are escaped, ports are refused. */
class SafeNameTest {
  private static final Path HERE = Paths.get(".");

  @Test
  void whatTheFormatsForbidIsEscaped() {
    assertThat(SafeName.of("layer\n1\u009b\u202e\u200b\udb40\udc41\ud800"))
        .isEqualTo("layer\\u{000A}1\\u{009B}\\u{202E}\\u{200B}\\u{E0041}\\u{D800}");
    assertThat(SafeName.of("é\u00a0名\ud83d\ude00")).isEqualTo("é\u00a0名\ud83d\ude00");
  }

  /** Different names stay different. */
  @Test
  void escapesAreCutWhole() {
    assertThat(SafeName.of("a\u202e")).isNotEqualTo(SafeName.of("a\u202d"));
    assertThat(SafeName.of("a".repeat(195) + "\u202e")).isEqualTo("a".repeat(195));
    assertThat(SafeName.of("a".repeat(192) + "\u202e")).hasSize(200);
  }

  @Test
  void insideOfAModelAnyNameIsSupported() throws Exception {
    Graph graph =
        GraphImporter.of(
            model()
                .input("x", 2)
                .node("Relu", "x", "a\u202eb\u2028")
                .node("Relu", "a\u202eb\u2028", "y")
                .output("y")
                .build(),
            HERE,
            ImportOptions.defaults());
    SupportCheck.require(graph);
  }

  @Test
  void inputsAndOutputsAreRefusedByAnEscapedName() throws Exception {
    Graph graph =
        GraphImporter.of(
            model().input("x", 2).node("Relu", "x", "y\u202e").output("y\u202e").build(),
            HERE,
            ImportOptions.defaults());
    assertThatThrownBy(() -> SupportCheck.require(graph))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("y\\u{202E}")
        .hasMessageContaining("rename");
  }
}
