package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project's own networks compile to what their names say. */
class NetworksTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({"mlp,4978", "conv,2970", "lenet,44426"})
  void compilesWithItsWeights(String name, long weights) throws Exception {
    try (CompiledModel model = CompiledModel.compile(BenchModel.find(name, scratch), 2)) {
      long values = model.model().modelValues().stream().mapToLong(tensor -> tensor.length).sum();
      assertThat(values).isEqualTo(weights);
      assertThat(model.verify(model.prove().proof()).outputs().get(0).shape())
          .containsExactly(1, 10);
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> BenchModel.find("no-such-model", scratch))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no-such-model");
  }
}
