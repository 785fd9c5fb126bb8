package dev.vouch.circuits.importer;

import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which version of each operator domain a model, or a function of it, uses. Of several imports of a
 * domain the last one counts, as in onnxruntime.
 */
final class OpsetImports {
  /** Newest IR version and opsets this version of vouch was written for: those of onnx 1.23. */
  private static final int NEWEST_IR = 14;

  private static final Map<String, Integer> NEWEST = Map.of("", 28, "ai.onnx.ml", 5);
  private static final int FIRST_IR_WITH_IMPORTS = 3;

  private final Map<String, Integer> versions;

  private OpsetImports(Map<String, Integer> versions) {
    this.versions = versions;
  }

  static OpsetImports of(ModelProto model) throws MalformedModelException {
    if (model.getIrVersion() > NEWEST_IR) {
      throw new MalformedModelException(
          "the model has IR version "
              + model.getIrVersion()
              + "; the newest supported is "
              + NEWEST_IR);
    }
    Map<String, Integer> versions = new HashMap<>();
    if (model.getIrVersion() < FIRST_IR_WITH_IMPORTS && model.getOpsetImportCount() == 0) {
      versions.put("", 1);
    }
    add(versions, model.getOpsetImportList(), "the model");
    return new OpsetImports(versions);
  }

  /** The versions that a function of the model uses. */
  static OpsetImports of(FunctionProto function) throws MalformedModelException {
    Map<String, Integer> versions = new HashMap<>();
    add(versions, function.getOpsetImportList(), "function '" + function.getName() + "'");
    return new OpsetImports(versions);
  }

  private static void add(
      Map<String, Integer> versions, List<OperatorSetIdProto> imports, String user)
      throws MalformedModelException {
    for (OperatorSetIdProto opset : imports) {
      String domain = normalise(opset.getDomain());
      if (domain.equals(SliceScaling.DOMAIN)) {
        throw new MalformedModelException(
            user + " imports '" + domain + "', whose operators only vouch itself puts into graphs");
      }
      long version = opset.getVersion();
      if (version < 1 || version > NEWEST.getOrDefault(domain, Integer.MAX_VALUE)) {
        throw new MalformedModelException(
            user
                + " uses opset "
                + version
                + " of '"
                + opset.getDomain()
                + "'; supported are 1 to "
                + NEWEST.get(domain));
      }
      versions.put(domain, (int) version);
    }
  }

  /** A domain as {@link dev.vouch.circuits.operator.Operator#domain} writes it. */
  static String normalise(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }

  /** Version of a domain in normal form. */
  int version(String domain, String node) throws MalformedModelException {
    Integer version = versions.get(domain);
    if (version == null) {
      throw new MalformedModelException(
          "node '"
              + node
              + "' is of domain '"
              + domain
              + "', which the model, or the function around it, does not import");
    }
    return version;
  }
}
