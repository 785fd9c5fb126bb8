package dev.vouch.prover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** A network of the specification's vectors with one whole proof (docs/spec/vectors/README.md). */
public final class Net {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "vectors");

  private final JsonNode vector;

  private Net(JsonNode vector) {
    this.vector = vector;
  }

  /** For example {@code tiny}. */
  public static Net read(String name) {
    try {
      Path file = FOLDER.resolve("net_" + name + ".json");
      return new Net(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] circuit() {
    return bytes("circuit");
  }

  public byte[] context() {
    return bytes("context");
  }

  public byte[] key() {
    return bytes("key");
  }

  public byte[] proof() {
    return bytes("proof");
  }

  /** The 32 bytes that stand for the operating system's in this proof. */
  public byte[] seed() {
    return bytes("operatingSystemBytes");
  }

  public long[] modelValues() {
    return values("modelValues");
  }

  public long[] witnessValues() {
    return values("witnessValues");
  }

  /** Rows of all MODEL tensors. */
  public byte[] modelPoints() {
    return joined("modelPoints");
  }

  public byte[] modelBlinders() {
    return joined("modelBlinders");
  }

  public VerifyingKey verifyingKey() throws Exception {
    return VerifyingKey.decode(key());
  }

  public Verifier verifier() throws Exception {
    return Verifier.ofUncertified(verifyingKey());
  }

  private byte[] bytes(String field) {
    return HexFormat.of().parseHex(vector.get(field).textValue());
  }

  private long[] values(String field) {
    JsonNode list = vector.get(field);
    long[] values = new long[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).longValue();
    }
    return values;
  }

  private byte[] joined(String field) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    join(vector.get(field), all);
    return all.toByteArray();
  }

  private static void join(JsonNode node, ByteArrayOutputStream all) {
    if (node.isTextual()) {
      all.writeBytes(HexFormat.of().parseHex(node.textValue()));
    } else {
      node.forEach(entry -> join(entry, all));
    }
  }
}
