package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.measure.Recording;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.verifier.circuit.Circuit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A compiled network whose architecture may be published: the ONNX model without weights, and what
 * an audit needs to compile it again ({@link ArchitectureAudit}). Numbers that compiling takes from
 * data and weights are rounded first, so that these files say little more than the key does:
 * docs/threat-model.md has what. Immutable but for the arrays, which are not to be written to.
 *
 * @param compilation of the network, with the rounded numbers
 * @param model an ONNX file without weights
 * @param parameters JSON of {@link ArchitectureParameters}
 * @param withheld how many constants the model lacks
 */
@SuppressWarnings("ArrayRecordComponent")
public record PublishedArchitecture(
    Compilation compilation, byte[] model, byte[] parameters, int withheld) {

  /**
   * Compiles a network, and audits what is published of it.
   *
   * @param graph that was imported from the source
   * @throws UnsupportedModelException if the model is not supported, its weights are public or
   *     cannot be left out, or the audit finds another circuit: with what differs first
   * @throws IOException if external data cannot be read
   */
  public static PublishedArchitecture of(
      Graph graph, ArchitectureSource source, CompileOptions options, Calibration calibration)
      throws IOException, UnsupportedModelException {
    if (options.weights() != Visibility.PRIVATE) {
      throw refused("its weights are public, and an audit hides nothing: give the model itself");
    }
    ImportOptions imports = source.imports();
    if (!imports.fixed().isEmpty()) {
      throw refused(
          "an architecture with fixed inputs cannot be published; store them in the model");
    }
    TensorDecoder tensors =
        new TensorDecoder(new ExternalData(source.folder()), new CellBudget(imports.maxCells()));
    WeightFreeModel.Stripped stripped = WeightFreeModel.of(source.model(), tensors);
    Recording recording = new Recording();
    Compilation compilation = Compiler.compilation(graph, options, calibration, recording);
    byte[] parameters =
        ParametersWriter.encode(
            new ArchitectureParameters(
                options, imports, List.of(), stripped.withheld(), recording.answers()));
    PublishedArchitecture published =
        new PublishedArchitecture(
            compilation, stripped.model().toByteArray(), parameters, stripped.withheld().size());
    published.requireAgreement(LinkedCircuits.of(published.circuit()), source.folder());
    return published;
  }

  private Circuit circuit() {
    return compilation.network().circuit();
  }

  /**
   * What is published of the same network in parts: also where it is cut.
   *
   * @param parts of the compilation's network
   * @param source that the compilation is of
   * @throws UnsupportedModelException if several parts read a weight, or an audit finds other
   *     parts, with what differs first
   * @throws IOException if external data cannot be read
   */
  public PublishedArchitecture inParts(SplitNetwork parts, ArchitectureSource source)
      throws IOException, UnsupportedModelException {
    if (!parts.shared().isEmpty()) {
      throw refused(
          "several parts read the weights "
              + parts.shared()
              + ", and nothing shows that theirs are the same: cut elsewhere");
    }
    ArchitectureParameters known = ArchitectureAudit.parameters(parameters);
    PublishedArchitecture published =
        new PublishedArchitecture(
            compilation, model, ParametersWriter.encode(known.withCuts(parts.cuts())), withheld);
    published.requireAgreement(LinkedCircuits.of(parts), source.folder());
    return published;
  }

  private void requireAgreement(LinkedCircuits own, Path folder)
      throws IOException, UnsupportedModelException {
    ArchitectureAudit.Result audit;
    try {
      audit =
          ArchitectureAudit.of(
              own, ModelProto.parseFrom(model), folder, ArchitectureAudit.parameters(parameters));
    } catch (MalformedParametersException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (!audit.agrees()) {
      throw refused(
          "its circuit follows from weights in a way that is not published: "
              + audit.difference().orElseThrow());
    }
  }

  private static UnsupportedModelException refused(String reason) {
    return new UnsupportedModelException(List.of(Problem.of("the architecture", reason)));
  }
}
