package dev.vouch.circuits.emit;

import dev.vouch.circuits.integer.SafeName;

/**
 * How tensors of an emitted circuit are named: {@code scope.part}, where the scope is the name of
 * the value of the ONNX graph that the part is emitted for. Names are all that a key tells of where
 * its tensors come from: {@link CircuitOwners} are not in it.
 */
public final class ScopedName {
  private static final char SEPARATOR = '.';

  private ScopedName() {}

  /** The name of a part; of a part without a scope, its own. */
  static String of(String scope, String part) {
    return SafeName.of(scope.isEmpty() ? part : scope + SEPARATOR + part);
  }

  /** The scope that a name begins with; of a name without one, the name. */
  public static String scope(String name) {
    int end = name.lastIndexOf(SEPARATOR);
    return end > 0 ? name.substring(0, end) : name;
  }
}
