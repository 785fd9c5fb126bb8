package dev.vouch.circuits.model;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainFormat;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a prover of a chain needs (docs/spec/formats.md §11): the models of its parts and the links
 * between them. Secret when weights are hidden. Immutable and thread-safe.
 */
public final class ChainModelFile implements ProvableModel {
  private static final int VERSION = 1;

  private final List<ModelFile> parts;
  private final ChainKey key;

  private ChainModelFile(List<ModelFile> parts, ChainKey key) {
    this.parts = List.copyOf(parts);
    this.key = key;
  }

  /**
   * The model of a chain.
   *
   * @param parts models, in an order in which each reads from earlier ones only
   * @throws MalformedChainException if these parts and links make no chain ({@link ChainKey#of})
   */
  public static ChainModelFile of(List<ModelFile> parts, List<ChainLink> links)
      throws MalformedChainException {
    List<VerifyingKey> keys = parts.stream().map(ModelFile::key).toList();
    return new ChainModelFile(parts, ChainKey.of(keys, links));
  }

  /** The models of the parts. */
  @Override
  public List<ModelFile> parts() {
    return parts;
  }

  /** What is joined. */
  public List<ChainLink> links() {
    return key.links();
  }

  /** The key that verifies the chain's proofs. */
  @Override
  public ChainKey key() {
    return key;
  }

  @Override
  public List<NetworkPort> inputs() {
    List<NetworkPort> inputs = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      inputs.addAll(part(part).inputs());
    }
    return List.copyOf(inputs);
  }

  /**
   * One part.
   *
   * @param number from 0
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public ChainPart part(int number) {
    return new ChainPart(key, number, parts.get(number));
  }

  /** The bytes of the file. */
  public byte[] encode() {
    FormatWriter out = new FormatWriter().header(FileKind.CHAIN_MODEL, VERSION).u32(parts.size());
    for (ModelFile part : parts) {
      byte[] bytes = part.encode();
      out.u64(bytes.length).bytes(bytes);
    }
    ChainFormat.writeLinks(out, links());
    byte[] content = out.toByteArray();
    return out.bytes(Identifiers.sha3(content)).toByteArray();
  }

  /**
   * Reads a model of a chain that may come from anyone, with the checks of {@link ModelFile#decode}
   * for each part.
   *
   * @throws MalformedModelFileException saying what is wrong, and in which part
   */
  public static ChainModelFile decode(byte[] bytes) throws MalformedModelFileException {
    try {
      FormatReader in = new FormatReader(bytes);
      in.header(FileKind.CHAIN_MODEL, VERSION);
      ChainFormat.requireDigest(in, bytes);
      int count = ChainFormat.parts(in);
      List<ModelFile> parts = new ArrayList<>(count);
      for (int part = 0; part < count; part++) {
        parts.add(part(in.take(in.length("model"), "model"), part));
      }
      List<ChainLink> links = ChainFormat.readLinks(in, count);
      in.take(Identifiers.BYTES, "digest");
      in.end("the model file");
      return of(parts, links);
    } catch (MalformedFormatException | MalformedChainException e) {
      throw new MalformedModelFileException(
          "the model file of a chain is malformed: " + e.getMessage(), e);
    }
  }

  private static ModelFile part(byte[] bytes, int part) throws MalformedModelFileException {
    try {
      return ModelFile.decode(bytes);
    } catch (MalformedModelFileException e) {
      throw new MalformedModelFileException("part " + part + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a model file of a chain.
   *
   * @throws IOException if it cannot be read
   * @throws MalformedModelFileException as {@link #decode}
   */
  public static ChainModelFile read(Path file) throws IOException, MalformedModelFileException {
    return decode(Files.readAllBytes(file));
  }

  /**
   * Writes the file atomically, readable by its owner alone.
   *
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public void write(Path file) throws IOException {
    AtomicFile.writeSecret(file, encode());
  }

  /** Never weights or blinders. */
  @Override
  public String toString() {
    return "ChainModelFile[" + key.modelId() + "]";
  }
}
