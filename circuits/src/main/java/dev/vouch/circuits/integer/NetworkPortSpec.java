package dev.vouch.circuits.integer;

import dev.vouch.verifier.circuit.ValueType;
import java.util.List;

/** What is known of a network input or output before it has a tensor; see {@link NetworkPort}. */
public record NetworkPortSpec(String name, ValueType type, List<Integer> shape, boolean hidden) {
  public NetworkPortSpec {
    shape = List.copyOf(shape);
  }
}
