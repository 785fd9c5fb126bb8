package dev.vouch.verifier.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One of the specification's circuits with a whole proof ({@code net_*.json}). */
public record Net(String name, JsonNode json) {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "vectors");

  public static Net of(String name) {
    return new Net(name, Vectors.read("net_" + name + ".json"));
  }

  public static Stream<Net> all() {
    String[] files =
        FOLDER.toFile().list((folder, file) -> file.startsWith("net_") && file.endsWith(".json"));
    if (files == null || files.length < 20) {
      throw new IllegalStateException(
          "the specification's vectors are missing in " + FOLDER.toAbsolutePath());
    }
    return Arrays.stream(files).sorted().map(file -> of(file.substring(4, file.length() - 5)));
  }

  public byte[] bytes(String field) {
    return Vectors.bytes(json.get(field));
  }

  public byte[] key() {
    return bytes("key");
  }

  public byte[] proof() {
    return bytes("proof");
  }

  public byte[] context() {
    return bytes("context");
  }

  /** Where the protocol's messages start in the proof. */
  public int messagesOffset() {
    return proof().length - json.get("plan").get("messageBytes").intValue();
  }

  /** The labels of the messages, one for each element of 32 bytes. */
  public List<String> labels() {
    return StreamSupport.stream(json.get("messageLabels").spliterator(), false)
        .flatMap(
            pair -> Stream.generate(() -> pair.get(0).textValue()).limit(pair.get(1).intValue()))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
