package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lengths that a model leaves open, from data. */
class DataShapesTest {
  private static final int OPEN = InputDimensions.OPEN;

  @TempDir private Path folder;

  private static TensorData zeros(int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return TensorData.ofDoubles(DataType.FLOAT, shape, new double[size]);
  }

  private int[] shape(ModelBuilder model, Map<String, TensorData> data) throws Exception {
    Path file = Files.write(folder.resolve("m.onnx"), model.build().toByteArray());
    ImportOptions options = DataShapes.complete(file, ImportOptions.defaults(), inputs -> data);
    return GraphImporter.read(file, options).info("y").shape();
  }

  private static ModelBuilder relu(Object... lengths) {
    return model().input("x", DataType.FLOAT, lengths).node("Relu", "x", "y").output("y");
  }

  @Test
  void samplesAreAlongTheFirstAxis() throws Exception {
    assertThat(shape(relu(null, null), Map.of("x", zeros(16, 1, 4)))).containsExactly(1, 4);
    assertThat(shape(relu(null, null), Map.of("x", zeros(16, 4)))).containsExactly(1, 4);
    assertThat(shape(relu("N", "T"), Map.of("x", zeros(16, 4)))).containsExactly(1, 4);
    assertThat(shape(relu("?", 3, "?"), Map.of(Samples.UNNAMED, zeros(9, 3, 5))))
        .containsExactly(1, 3, 5);
    assertThat(shape(relu("?", 3, "?"), Map.of("x", zeros(3, 5)))).containsExactly(1, 3, 5);
  }

  @Test
  void namesAreSharedWithOtherInputs() throws Exception {
    ModelBuilder sum =
        model()
            .input("x", DataType.FLOAT, "N", "T")
            .input("z", DataType.FLOAT, "N", "T")
            .node("Add", "x z", "y")
            .output("y");
    assertThat(shape(sum, Map.of("x", zeros(16, 4)))).containsExactly(1, 4);
  }

  @Test
  void whatIsAmbiguousStaysOpen() {
    assertThat(DataShapes.meant(List.of(2, OPEN), 2, 2, 2)).containsExactly(List.of(2, 2));
    assertThat(DataShapes.meant(List.of(1, OPEN, OPEN), 1, 5, 6)).containsExactly(List.of(1, 5, 6));
    assertThat(DataShapes.meant(List.of(OPEN), 7)).containsExactly(List.of(7));
    assertThat(DataShapes.meant(List.of(1, OPEN), 3, 4, 5)).isEmpty();
    assertThatThrownBy(() -> shape(relu(null, null), Map.of("x", zeros(16, 3, 4))))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("--shape x=N,N");
  }

  @Test
  void dataIsReadOnlyIfSomethingIsOpen() throws Exception {
    Path file = Files.write(folder.resolve("m.onnx"), relu("N", 3).build().toByteArray());
    ImportOptions options = ImportOptions.defaults();
    assertThat(
            DataShapes.<Exception>complete(
                file,
                options,
                inputs -> {
                  throw new IllegalStateException();
                }))
        .isSameAs(options);
  }
}
