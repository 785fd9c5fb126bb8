package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.proto.TensorProto;
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

  @ParameterizedTest
  @CsvSource({"SQUEEZENET1_1,1235496", "RESNET50,25530472"})
  void imageNetworksHaveThePublishedShapes(ImageNet network, long weights) throws Exception {
    BenchModel model = BenchModel.generated("network", network.model(), scratch);
    Graph graph = model.graph();
    long values =
        network.model().getGraph().getInitializerList().stream()
            .mapToLong(TensorProto::getFloatDataCount)
            .sum();
    assertThat(values).isEqualTo(weights);
    assertThat(graph.info(graph.outputs().get(0)).shape()).containsExactly(1, 1000);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> BenchModel.find("no-such-model", scratch))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no-such-model");
  }
}
