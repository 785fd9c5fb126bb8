package dev.vouch.circuits.audit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What differs first between a key's circuit and a compiled one: ports, tensors, then counts. */
final class CircuitComparison {
  private final Circuit key;
  private final Circuit compiled;

  private CircuitComparison(Circuit key, Circuit compiled) {
    this.key = key;
    this.compiled = compiled;
  }

  /** What differs; empty for equal circuits. */
  static Optional<String> first(Circuit key, Circuit compiled) {
    if (Arrays.equals(CircuitCodec.encode(key), CircuitCodec.encode(compiled))) {
      return Optional.empty();
    }
    CircuitComparison comparison = new CircuitComparison(key, compiled);
    return Stream.of(
            comparison.of("the version of the circuit's semantics", Circuit::semanticsVersion),
            comparison.of("whether weights are public", Circuit::publicWeights),
            ports("input", key.inputs(), compiled.inputs()),
            ports("output", key.outputs(), compiled.outputs()),
            tensors(key.tensors(), compiled.tensors()),
            comparison.of("the number of tables", circuit -> circuit.tables().size()),
            comparison.of("the number of lookups", circuit -> circuit.lookups().size()),
            comparison.of("the number of assertions", circuit -> circuit.zeros().size()),
            comparison.of("log2 of the columns", Circuit::c))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Optional.of("tables, lookups or assertions, of which both have equally many"));
  }

  private Optional<String> of(String what, Function<Circuit, Object> fact) {
    return of(what, fact.apply(key), fact.apply(compiled));
  }

  private static Optional<String> of(String what, Object inKey, Object compiled) {
    return Objects.equals(inKey, compiled)
        ? Optional.empty()
        : Optional.of(what + ": " + inKey + " in the key, " + compiled + " as compiled");
  }

  private static Optional<String> ports(String kind, List<Port> inKey, List<Port> compiled) {
    Optional<String> difference = of("the number of " + kind + "s", inKey.size(), compiled.size());
    for (int i = 0; difference.isEmpty() && i < inKey.size(); i++) {
      difference = port(kind, inKey.get(i), compiled.get(i));
    }
    return difference;
  }

  private static Optional<String> port(String kind, Port inKey, Port compiled) {
    String name = kind + " '" + inKey.name() + "'";
    return Stream.of(
            of("the name of an " + kind, inKey.name(), compiled.name()),
            of("the type of " + name, inKey.type(), compiled.type()),
            of("the shape of " + name, inKey.shape(), compiled.shape()),
            of("the scales of slices of " + name, slices(inKey), slices(compiled)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String slices(Port port) {
    return port.slices() == null ? "none" : port.slices().toString();
  }

  private static Optional<String> tensors(List<Tensor> inKey, List<Tensor> compiled) {
    int common = Math.min(inKey.size(), compiled.size());
    for (int i = 0; i < common; i++) {
      Optional<String> difference = tensor(inKey.get(i), compiled.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return of("the number of tensors", inKey.size(), compiled.size());
  }

  private static Optional<String> tensor(Tensor inKey, Tensor compiled) {
    String name = "tensor '" + inKey.name() + "'";
    return Stream.of(
            of("the name of a tensor", inKey.name(), compiled.name()),
            of("the kind of " + name, inKey.kind(), compiled.kind()),
            of("the shape of " + name, inKey.shape(), compiled.shape()),
            of("the range of " + name, range(inKey), range(compiled)),
            of("the scale of " + name, scale(inKey), scale(compiled)),
            content(name, inKey, compiled))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String range(Tensor tensor) {
    if (tensor instanceof Tensor.Committed committed) {
      return committed.lo() + " to " + committed.hi();
    }
    if (tensor instanceof Tensor.Public open) {
      return open.lo() + " to " + open.hi();
    }
    return tensor instanceof Tensor.Witness witness ? witness.lo() + " to " + witness.hi() : "none";
  }

  private static String scale(Tensor tensor) {
    if (tensor instanceof Tensor.Committed committed) {
      return "2^" + -committed.scaleExponent();
    }
    return tensor instanceof Tensor.Public open ? "2^" + -open.scaleExponent() : "none";
  }

  /** What a constant or computed tensor holds, which is not written out. */
  private static Optional<String> content(String name, Tensor inKey, Tensor compiled) {
    if (inKey instanceof Tensor.Const left && compiled instanceof Tensor.Const right) {
      return Arrays.equals(left.values(), right.values())
          ? Optional.empty()
          : Optional.of("the values of constant " + name);
    }
    if (inKey instanceof Tensor.Derived left && compiled instanceof Tensor.Derived right) {
      return of("the number of terms of " + name, left.terms().size(), right.terms().size())
          .or(
              () ->
                  left.terms().toString().equals(right.terms().toString())
                      ? Optional.empty()
                      : Optional.of("the terms of " + name));
    }
    return inKey.equals(compiled) ? Optional.empty() : Optional.of("the layout of " + name);
  }
}
