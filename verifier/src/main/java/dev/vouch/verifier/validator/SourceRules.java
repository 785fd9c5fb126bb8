package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.format.NameCharacters;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Of each tensor WIDTH, NAME, LENGTH, BITS, RANGE, CONSTANTS (protocol.md §11, rule 31). */
final class SourceRules {
  private SourceRules() {}

  static void check(Circuit circuit) throws InvalidCircuitException {
    Set<String> names = new HashSet<>();
    for (Tensor tensor : circuit.tensors()) {
      columns(tensor, circuit.c());
      name(tensor.name(), "tensor");
      require(!tensor.name().isEmpty(), CircuitRule.NAME, "a tensor without name");
      require(names.add(tensor.name()), CircuitRule.NAME, "tensor %s", tensor.name());
      axisNames(tensor);
      shape(tensor.shape(), "tensor " + tensor.name());
      require(
          PaddedSpace.of(tensor.shape()).bits() <= Limits.MAX_TENSOR_BITS,
          CircuitRule.BITS,
          "tensor %s has shape %s",
          tensor.name(),
          tensor.shape());
      body(tensor);
    }
  }

  static void name(String name, String what) throws InvalidCircuitException {
    boolean encodable =
        StandardCharsets.UTF_8.newEncoder().canEncode(name)
            && name.getBytes(StandardCharsets.UTF_8).length <= Limits.MAX_NAME_BYTES;
    require(
        encodable && !NameCharacters.anyForbidden(name),
        CircuitRule.NAME,
        "a %s name is longer than %d bytes or has forbidden characters",
        what,
        Limits.MAX_NAME_BYTES);
  }

  static void shape(List<Integer> shape, String what) throws InvalidCircuitException {
    require(
        shape.size() <= Limits.MAX_RANK, CircuitRule.LENGTH, "%s has %d axes", what, shape.size());
    for (int length : shape) {
      require(length >= 1, CircuitRule.LENGTH, "%s has shape %s", what, shape);
    }
  }

  private static void body(Tensor tensor) throws InvalidCircuitException {
    if (tensor instanceof Tensor.Const t) {
      constants(t);
    } else if (tensor instanceof Tensor.Iota t) {
      long last = PaddedSpace.of(t.shape()).cells() - 1;
      boolean inside =
          t.start() >= -Limits.MAX_MAGNITUDE && t.start() <= Limits.MAX_MAGNITUDE - last;
      require(inside, CircuitRule.CONSTANTS, "tensor %s starts at %d", t.name(), t.start());
    } else if (tensor instanceof Tensor.Public t) {
      range(t.name(), t.lo(), t.hi());
    } else if (tensor instanceof Tensor.Witness t) {
      range(t.name(), t.lo(), t.hi());
    } else if (tensor instanceof Tensor.Committed t) {
      range(t.name(), t.lo(), t.hi());
    }
  }

  private static void constants(Tensor.Const t) throws InvalidCircuitException {
    long cells = PaddedSpace.of(t.shape()).cells();
    require(
        cells == t.values().length,
        CircuitRule.CONSTANTS,
        "tensor %s of shape %s has %d constants",
        t.name(),
        t.shape(),
        t.values().length);
    require(
        cells <= Limits.MAX_CONSTANTS,
        CircuitRule.CONSTANTS,
        "tensor %s has %d constants",
        t.name(),
        cells);
    for (long value : t.values()) {
      if (value < -Limits.MAX_MAGNITUDE || value > Limits.MAX_MAGNITUDE) {
        throw new InvalidCircuitException(CircuitRule.CONSTANTS, "tensor " + t.name());
      }
    }
  }

  private static void range(String name, long lo, long hi) throws InvalidCircuitException {
    boolean inside = lo >= -Limits.MAX_MAGNITUDE && lo <= hi && hi <= Limits.MAX_MAGNITUDE;
    require(inside, CircuitRule.RANGE, "tensor %s declares [%d, %d]", name, lo, hi);
  }

  private static void columns(Tensor tensor, int c) throws InvalidCircuitException {
    if (!(tensor instanceof Tensor.Committed t)) {
      return;
    }
    int bits = PaddedSpace.of(t.shape()).bits();
    boolean columns = t.columnBits() >= 0 && t.columnBits() <= Math.min(bits, c);
    require(
        columns,
        CircuitRule.WIDTH,
        "tensor %s of %d bits has %d column bits, c = %d",
        t.name(),
        bits,
        t.columnBits(),
        c);
  }

  private static void axisNames(Tensor tensor) throws InvalidCircuitException {
    if (!(tensor instanceof Tensor.Committed t)) {
      return;
    }
    require(
        t.axisNames().size() == t.shape().size(),
        CircuitRule.NAME,
        "tensor %s has %d axes and %d axis names",
        t.name(),
        t.shape().size(),
        t.axisNames().size());
    for (String name : t.axisNames()) {
      name(name, "axis");
    }
  }
}
