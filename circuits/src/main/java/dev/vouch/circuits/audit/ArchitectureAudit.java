package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.CompiledNetwork;
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
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.circuits.split.UnsplittableException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.circuit.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the circuit of a key is what the compiler makes of an architecture; of a network in parts
 * their circuits, and what passes between them. Weights are not looked at: the architecture may
 * lack them, or have those of another training. Keys pin circuits and commitments of weights; an
 * audit is about the circuits.
 */
public final class ArchitectureAudit {
  private static final long MOST_PARAMETER_BYTES = 1L << 26;

  private ArchitectureAudit() {}

  /**
   * What an audit found.
   *
   * @param keyDigests SHA3-256 of the key's circuit, or of those of its parts, in hexadecimal
   *     digits
   * @param compiled what the compiler makes of the architecture, part by part; none if it makes no
   *     circuit of it with these parameters
   * @param difference what differs first, or why there is no circuit; empty if the key's circuits
   *     and links are the compiled ones
   * @param nodes that the architecture consists of, as they are compiled; none if there is no
   *     circuit
   */
  public record Result(
      List<String> keyDigests,
      List<AuditedCircuit> compiled,
      Optional<String> difference,
      List<AuditedNode> nodes) {
    /** As found. */
    public Result {
      keyDigests = List.copyOf(keyDigests);
      compiled = List.copyOf(compiled);
      nodes = List.copyOf(nodes);
    }

    /** Whether what the key computes is what the compiler makes of the architecture. */
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
   * Compiles an architecture, cuts it where the parameters say, and compares.
   *
   * @param key of a network in one piece or in parts
   * @param architecture an ONNX file, with weights or without
   * @throws MalformedModelException if the file is no ONNX model, or a broken one
   * @throws IOException if a file cannot be read
   */
  public static Result of(ModelKey key, Path architecture, ArchitectureParameters parameters)
      throws IOException {
    return of(LinkedCircuits.of(key), architecture, parameters);
  }

  /** As {@link #of(ModelKey, Path, ArchitectureParameters)}, of the circuit of a key. */
  public static Result of(Circuit circuit, Path architecture, ArchitectureParameters parameters)
      throws IOException {
    return of(LinkedCircuits.of(circuit), architecture, parameters);
  }

  private static Result of(LinkedCircuits key, Path architecture, ArchitectureParameters parameters)
      throws IOException {
    ModelProto model = OnnxFile.readModel(architecture, parameters.imports().maxFileBytes());
    Path folder = architecture.toAbsolutePath().getParent();
    return of(key, model, folder == null ? Path.of("/") : folder, parameters);
  }

  static Result of(
      LinkedCircuits key, ModelProto model, Path folder, ArchitectureParameters parameters)
      throws IOException {
    try {
      Graph graph = graph(model, folder, parameters);
      SplitNetwork compiled = compiled(graph, parameters);
      return new Result(
          key.digests(),
          compiled.parts().stream().map(AuditedCircuit::of).toList(),
          key.difference(LinkedCircuits.of(compiled)),
          graph.nodes().stream().map(node -> AuditedNode.of(node, graph)).toList());
    } catch (UnsupportedModelException
        | UnsplittableException
        | MissingAnswerException
        | OtherArchitectureException e) {
      return new Result(
          key.digests(), List.of(), Optional.of(String.valueOf(e.getMessage())), List.of());
    }
  }

  private static Graph graph(ModelProto model, Path folder, ArchitectureParameters parameters)
      throws IOException, UnsupportedModelException {
    ModelProto filled =
        FilledModel.of(model, parameters.withheld(), parameters.imports().maxCells());
    return GraphImporter.of(filled, folder, parameters.imports());
  }

  /**
   * Parts that each hold a weight for themselves may hold different ones, as the network cannot.
   */
  private static SplitNetwork inParts(CompiledNetwork network, ArchitectureParameters parameters)
      throws OtherArchitectureException, UnsplittableException {
    SplitNetwork parts = Splitter.splitAt(network, parameters.cuts(), parameters.options().goal());
    if (!parts.shared().isEmpty()) {
      throw new OtherArchitectureException(
          "several parts read the weights "
              + parts.shared()
              + ", and nothing shows that theirs are the same");
    }
    return parts;
  }

  /** What the compiler makes of an architecture: a circuit, or those of parts. */
  private static SplitNetwork compiled(Graph graph, ArchitectureParameters parameters)
      throws OtherArchitectureException, UnsupportedModelException, UnsplittableException {
    try {
      CompiledNetwork network =
          Compiler.compilation(
                  graph,
                  parameters.options(),
                  Calibration.of(Map.of()),
                  new Recorded(parameters.answers()))
              .network();
      return parameters.cuts().isEmpty()
          ? SplitNetwork.ofOne(network)
          : inParts(network, parameters);
    } catch (MissingAnswerException e) {
      throw e;
    } catch (RuntimeException e) {
      // Recorded choices lead past the checks that data is made to: an axis that is not there, say.
      throw new OtherArchitectureException("the parameters do not fit the architecture: " + e, e);
    }
  }
}
