package dev.vouch.verifier;

import dev.vouch.verifier.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/**
 * Reads keys that may come from anyone: sizes and digests, then the pinned id, then parsing, then
 * the rules of protocol.md §11, then points. Immutable and thread-safe.
 *
 * <pre>{@code
 * VerifyingKey key = KeyReader.create().withPool(pool).read(bytes, ModelId.parse(setting));
 * }</pre>
 */
public final class KeyReader {
  private static final KeyReader CREATED = new KeyReader(KeyLimits.DEFAULT, Workers.CALLER);

  private final KeyLimits limits;
  private final Workers workers;

  private KeyReader(KeyLimits limits, Workers workers) {
    this.limits = limits;
    this.workers = workers;
  }

  /** A reader within {@link KeyLimits#DEFAULT} that works on the calling thread. */
  public static KeyReader create() {
    return CREATED;
  }

  /** A reader with other limits. */
  public KeyReader within(KeyLimits other) {
    return new KeyReader(other, workers);
  }

  /** A reader whose work the threads of {@code pool} share: points take most, some 10 µs each. */
  public KeyReader withPool(ForkJoinPool pool) {
    return new KeyReader(limits, Workers.of(pool));
  }

  /**
   * Reads the key of a known model: its id is compared before a circuit is built from the bytes.
   *
   * @throws MalformedKeyException as {@link #readAnyModel(byte[])}
   * @throws WrongModelException if the key is of another model
   */
  public VerifyingKey read(byte[] bytes, ModelId model)
      throws MalformedKeyException, WrongModelException {
    KeySections sections = sections(bytes);
    KeyIds ids = KeyCodec.ids(sections);
    ids.requireModel(model);
    return VerifyingKey.of(KeyCodec.parts(sections), ids, limits, workers);
  }

  /**
   * As {@link #read(byte[], ModelId)} from a file; one longer than the limit is not read.
   *
   * @throws IOException if the file cannot be read
   */
  public VerifyingKey read(Path file, ModelId model)
      throws IOException, MalformedKeyException, WrongModelException {
    return read(bytes(file), model);
  }

  /**
   * The id of the model that a key names, valid or not: known before a circuit is built from the
   * bytes.
   *
   * @throws MalformedKeyException if the bytes are no key, or exceed the limits
   */
  public ModelId modelId(byte[] bytes) throws MalformedKeyException {
    return KeyCodec.ids(sections(bytes)).model();
  }

  /**
   * Reads a key of whatever model: what its proofs show, they show of a model that its sender
   * chose.
   *
   * @throws MalformedKeyException if the bytes are no key, exceed the limits, or the circuit or the
   *     points are not allowed
   */
  public VerifyingKey readAnyModel(byte[] bytes) throws MalformedKeyException {
    KeyParts parts = KeyCodec.parts(sections(bytes));
    return VerifyingKey.of(parts, KeyIds.of(parts), limits, workers);
  }

  /**
   * As {@link #readAnyModel(byte[])} from a file; one longer than the limit is not read.
   *
   * @throws IOException if the file cannot be read
   */
  public VerifyingKey readAnyModel(Path file) throws IOException, MalformedKeyException {
    return readAnyModel(bytes(file));
  }

  private byte[] bytes(Path file) throws IOException, MalformedKeyException {
    limits.requireBytes(Files.size(file));
    return Files.readAllBytes(file);
  }

  private KeySections sections(byte[] bytes) throws MalformedKeyException {
    limits.requireBytes(bytes.length);
    return KeyCodec.sections(bytes);
  }
}
