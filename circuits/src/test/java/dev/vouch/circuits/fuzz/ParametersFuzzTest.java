package dev.vouch.circuits.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.audit.ArchitectureAudit;
import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.audit.AuditedCircuit;
import dev.vouch.circuits.audit.MalformedParametersException;
import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters of an architecture, and an audit with them: done, or refused with a message. */
class ParametersFuzzTest {
  private static final PublishedArchitecture PUBLISHED = published();
  private static final Path MODEL = file(PUBLISHED.model());

  private static PublishedArchitecture published() {
    ModelProto model =
        ModelBuilder.model()
            .input("x", 2, 2)
            .initializer(
                "w", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 0.5, -0.3, 9, 0.01))
            .node("MatMul", "x w", "m")
            .node("Tanh", "m", "y")
            .output("y")
            .build();
    try {
      ImportOptions imports = ImportOptions.defaults();
      Graph graph = GraphImporter.of(model, Path.of("."), imports);
      return PublishedArchitecture.of(
          graph,
          ArchitectureSource.of(model, Path.of("."), imports),
          CompileOptions.defaults(),
          Calibrator.synthetic(graph));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path file(byte[] bytes) {
    try {
      Path file = Files.createTempFile("fuzz", ".onnx");
      file.toFile().deleteOnExit();
      return Files.write(file, bytes);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<byte[]> seeds() {
    String text = new String(PUBLISHED.parameters(), StandardCharsets.UTF_8);
    return Stream.of(
            text,
            text.replace("\"axis\" : { }", "\"axis\" : { \"x\" : [ 1 ], \"y\" : [ 1 ] }")
                .replace("\"factors\" : { }", "\"factors\" : { \"m\" : [ 1, 0, -4 ] }")
                .replace("\"groups\" : { }", "\"groups\" : { \"y\" : [ 1, 0, 2 ] }"),
            text.replace("\"version\" : 1,", "\"version\" : 2, \"cuts\" : [ 1 ],"))
        .map(json -> json.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parameters(byte[] bytes) throws Exception {
    try {
      ArchitectureAudit.Result result =
          ArchitectureAudit.of(
              PUBLISHED.compilation().network().circuit(),
              MODEL,
              ArchitectureAudit.parameters(bytes));
      assertThat(result.agrees())
          .isEqualTo(
              result.compiled().stream()
                  .map(AuditedCircuit::digest)
                  .toList()
                  .equals(result.keyDigests()));
    } catch (MalformedParametersException | MalformedModelException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
