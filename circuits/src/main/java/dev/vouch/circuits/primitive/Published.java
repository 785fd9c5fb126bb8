package dev.vouch.circuits.primitive;

import java.util.Map;

/**
 * Numbers of a {@link Primitive} that derive from weights or calibration data and that whoever has
 * the key sees all the same.
 *
 * @param what they say, such as {@code rescaling}
 * @param values by name
 */
public record Published(String what, Map<String, Long> values) {
  public Published {
    values = Map.copyOf(values);
  }
}
