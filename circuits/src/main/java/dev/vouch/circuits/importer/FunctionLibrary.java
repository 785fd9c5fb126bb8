package dev.vouch.circuits.importer;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.operator.Operator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The operators that a model may use: vouch's own, and the functions that it brings with it, which
 * come first. A function is read when it is first used. Not thread-safe.
 */
final class FunctionLibrary {
  private final TensorDecoder tensors;
  private final Map<String, FunctionProto> sources = new HashMap<>();
  private final Map<String, ModelFunction> read = new HashMap<>();

  FunctionLibrary(ModelProto model, TensorDecoder tensors) throws MalformedModelException {
    this.tensors = tensors;
    for (FunctionProto function : model.getFunctionsList()) {
      String type = BodyReader.type(function.getName(), function.getOverload());
      String name = Operators.name(OpsetImports.normalise(function.getDomain()), type);
      if (sources.put(name, function) != null) {
        throw new MalformedModelException("function '" + name + "' is defined twice");
      }
    }
  }

  /** The operator or function, if there is one of that name. */
  Optional<Operator> find(String domain, String type) throws IOException {
    String name = Operators.name(domain, type);
    FunctionProto source = sources.get(name);
    if (source == null) {
      return Operators.known().find(domain, type);
    }
    ModelFunction function = read.get(name);
    if (function == null) {
      OpsetImports opsets = OpsetImports.of(source);
      function = new BodyReader(tensors, opsets).function(source);
      read.put(name, function);
    }
    return Optional.of(function);
  }
}
