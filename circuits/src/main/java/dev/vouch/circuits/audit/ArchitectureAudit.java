package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.measure.MissingAnswerException;
import dev.vouch.circuits.measure.Recorded;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the circuit of a key is what the compiler makes of an architecture. Weights are not
 * looked at: the architecture may lack them, or have those of another training. Keys pin a circuit
 * and a commitment of weights; an audit is about the circuit.
 */
public final class ArchitectureAudit {
  private static final long MOST_PARAMETER_BYTES = 1L << 26;

  private ArchitectureAudit() {}

  /**
   * What an audit found.
   *
   * @param keyDigest SHA3-256 of the key's circuit, in hexadecimal digits
   * @param compiledDigest the same of the compiled circuit; empty if the compiler makes none of
   *     this architecture with these parameters
   * @param difference what differs first, or why there is no circuit; empty if the key's circuit is
   *     the compiled one
   * @param nodes that the architecture consists of, as they are compiled; none if there is no
   *     circuit
   */
  public record Result(
      String keyDigest,
      Optional<String> compiledDigest,
      Optional<String> difference,
      List<AuditedNode> nodes) {
    /** As found. */
    public Result {
      nodes = List.copyOf(nodes);
    }

    /** Whether the key's circuit is what the compiler makes of the architecture. */
    public boolean agrees() {
      return difference.isEmpty();
    }
  }

  /**
   * Reads parameters, of at most 64 MiB.
   *
   * @throws MalformedParametersException naming what is wrong
   * @throws IOException if the file cannot be read
   */
  public static ArchitectureParameters readParameters(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) MOST_PARAMETER_BYTES);
      if (in.read() >= 0) {
        throw new MalformedParametersException(
            "the parameters are larger than " + MOST_PARAMETER_BYTES + " bytes");
      }
      return parameters(bytes);
    }
  }

  /**
   * Parameters from bytes.
   *
   * @throws MalformedParametersException naming what is wrong
   */
  public static ArchitectureParameters parameters(byte[] bytes)
      throws MalformedParametersException {
    return ParametersReader.decode(bytes);
  }

  /**
   * Compiles an architecture and compares.
   *
   * @param circuit of a key
   * @param architecture an ONNX file, with weights or without
   * @throws MalformedModelException if the file is no ONNX model, or a broken one
   * @throws IOException if a file cannot be read
   */
  public static Result of(Circuit circuit, Path architecture, ArchitectureParameters parameters)
      throws IOException {
    ModelProto model = OnnxFile.readModel(architecture, parameters.imports().maxFileBytes());
    Path folder = architecture.toAbsolutePath().getParent();
    return of(circuit, model, folder == null ? Path.of("/") : folder, parameters);
  }

  static Result of(
      Circuit circuit, ModelProto model, Path folder, ArchitectureParameters parameters)
      throws IOException {
    String digest = digest(circuit);
    try {
      Graph graph = graph(model, folder, parameters);
      Circuit compiled = compiled(graph, parameters);
      return new Result(
          digest,
          Optional.of(digest(compiled)),
          CircuitComparison.first(circuit, compiled),
          graph.nodes().stream().map(node -> AuditedNode.of(node, graph)).toList());
    } catch (UnsupportedModelException | MissingAnswerException | OtherArchitectureException e) {
      return new Result(
          digest, Optional.empty(), Optional.of(String.valueOf(e.getMessage())), List.of());
    }
  }

  private static Graph graph(ModelProto model, Path folder, ArchitectureParameters parameters)
      throws IOException, UnsupportedModelException {
    ModelProto filled =
        FilledModel.of(model, parameters.withheld(), parameters.imports().maxCells());
    return GraphImporter.of(filled, folder, parameters.imports());
  }

  /** The circuit that the compiler makes of an architecture. */
  private static Circuit compiled(Graph graph, ArchitectureParameters parameters)
      throws OtherArchitectureException, UnsupportedModelException {
    try {
      return Compiler.compilation(
              graph,
              parameters.options(),
              Calibration.of(Map.of()),
              new Recorded(parameters.answers()))
          .network()
          .circuit();
    } catch (MissingAnswerException e) {
      throw e;
    } catch (RuntimeException e) {
      // Recorded choices lead past the checks that data is made to: an axis that is not there, say.
      throw new OtherArchitectureException("the parameters do not fit the architecture: " + e, e);
    }
  }

  private static String digest(Circuit circuit) {
    return HexFormat.of().formatHex(Identifiers.circuitDigest(CircuitCodec.encode(circuit)));
  }
}
