package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The id of data: the names of inputs and the id of each (formats.md §9). This is what an owner of
 * data publishes or signs. Immutable.
 */
public final class DataId extends CommitmentId {
  /** Names as UTF-8, byte by byte. */
  static final Comparator<String> NAME_ORDER =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final byte[] LABEL = "vouch-1/data".getBytes(StandardCharsets.US_ASCII);

  private DataId(byte[] bytes) {
    super(bytes);
  }

  /**
   * An id from its bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@value CommitmentId#BYTES}
   */
  public static DataId of(byte[] bytes) {
    return new DataId(bytes);
  }

  /**
   * An id from hexadecimal digits of either case, as {@code vouch commit} prints it.
   *
   * @throws IllegalArgumentException if they are not {@value CommitmentId#BYTES} times two digits
   */
  public static DataId parse(String hex) {
    return new DataId(parsed(hex));
  }

  /**
   * The id of these inputs.
   *
   * @param inputs by name, at least one
   */
  public static DataId of(Map<String, InputId> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("data without inputs");
    }
    TreeMap<String, InputId> ordered = new TreeMap<>(NAME_ORDER);
    ordered.putAll(inputs);
    FormatWriter out = new FormatWriter().bytes(LABEL).u32(ordered.size());
    ordered.forEach((name, id) -> out.string(name).bytes(id.bytes()));
    return new DataId(Identifiers.sha3(out.toByteArray()));
  }
}
