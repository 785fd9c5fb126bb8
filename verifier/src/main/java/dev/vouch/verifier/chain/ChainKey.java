package dev.vouch.verifier.chain;

import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.independence.RowIndependence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to check proofs of a chain (formats.md §11): the keys of its parts and
 * the links between them. Each link joins a hidden output and a hidden input of equal format.
 * Immutable and thread-safe.
 */
public final class ChainKey implements ModelKey {
  private static final int VERSION = 1;
  private static final byte[] LABEL = "vouch-1/chain".getBytes(StandardCharsets.US_ASCII);

  private final List<VerifyingKey> keys;
  private final List<ChainLink> links;
  private final ChainPorts ports;
  private final ModelId id;
  private volatile @Nullable RowIndependence rowIndependence;

  /** An input or output by part and name. */
  record End(int part, String name) {}

  private ChainKey(List<VerifyingKey> keys, List<ChainLink> links) {
    this.keys = keys;
    this.links = links;
    this.ports = new ChainPorts(keys, links);
    this.id = id(keys.stream().map(VerifyingKey::modelId).toList(), links);
  }

  /**
   * The name of a chain of these models.
   *
   * @param links in {@link ChainLink#ORDER}
   */
  static ModelId id(List<ModelId> models, List<ChainLink> links) {
    FormatWriter named = new FormatWriter().bytes(LABEL).u32(models.size());
    models.forEach(model -> named.bytes(model.bytes()));
    ChainFormat.writeLinks(named, links);
    return ModelId.of(Identifiers.sha3(named.toByteArray()));
  }

  /**
   * The key of a chain.
   *
   * @param keys of its parts, 2 to {@link ChainFormat#MAX_PARTS}
   * @param links in any order
   * @throws MalformedChainException if there are other numbers of parts, two links lead to one
   *     input, a link joins what cannot be joined, or two inputs or outputs of the whole have one
   *     name
   */
  public static ChainKey of(List<VerifyingKey> keys, List<ChainLink> links)
      throws MalformedChainException {
    if (keys.size() < 2 || keys.size() > ChainFormat.MAX_PARTS) {
      throw new MalformedChainException(
          "a chain has 2 to " + ChainFormat.MAX_PARTS + " parts, not " + keys.size());
    }
    Set<End> ends = new HashSet<>();
    for (ChainLink link : links) {
      if (!ends.add(new End(link.toPart(), link.input()))) {
        throw new MalformedChainException(
            "two links lead to input '" + link.input() + "' of part " + link.toPart());
      }
    }
    ChainKey key = new ChainKey(List.copyOf(keys), links.stream().sorted(ChainLink.ORDER).toList());
    key.ports.check();
    return key;
  }

  /**
   * Reads a key of whatever chain: what its proofs show, they show of models that its sender chose.
   *
   * @param reader reads the keys of the parts, each within its limits
   * @throws MalformedChainException if the bytes are no such key
   */
  public static ChainKey decode(byte[] bytes, KeyReader reader) throws MalformedChainException {
    return Sections.of(bytes).key(reader);
  }

  /**
   * Reads the key of a known chain: its id is compared before a circuit is built from the bytes.
   *
   * @param chain the chain that it must be of
   * @param reader reads the keys of the parts, each within its limits
   * @throws MalformedChainException if the bytes are no such key
   * @throws RejectedChainException with reason CHAIN_ID if it is of another chain
   */
  public static ChainKey decode(byte[] bytes, ModelId chain, KeyReader reader)
      throws MalformedChainException, RejectedChainException {
    Sections sections = Sections.of(bytes);
    ModelId id = sections.id(reader);
    if (!id.equals(chain)) {
      throw RejectedChainException.ofId("the key is of", chain, id);
    }
    return sections.key(reader);
  }

  /** What a file holds, the keys of the parts as bytes. */
  private record Sections(List<byte[]> keys, List<ChainLink> links) {
    static Sections of(byte[] bytes) throws MalformedChainException {
      try {
        FormatReader in = new FormatReader(bytes);
        in.header(FileKind.CHAIN_KEY, VERSION);
        ChainFormat.requireDigest(in, bytes);
        int parts = ChainFormat.parts(in);
        List<byte[]> keys = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
          keys.add(in.take(in.length("key"), "key"));
        }
        List<ChainLink> links = ChainFormat.readLinks(in, parts);
        in.take(Identifiers.BYTES, "digest");
        in.end("the key");
        return new Sections(keys, links);
      } catch (MalformedFormatException e) {
        throw new MalformedChainException("not a key of a chain: " + e.getMessage(), e);
      }
    }

    ModelId id(KeyReader reader) throws MalformedChainException {
      return ChainKey.id(each(reader::modelId), links);
    }

    ChainKey key(KeyReader reader) throws MalformedChainException {
      return ChainKey.of(each(reader::readAnyModel), links);
    }

    private <T> List<T> each(PartReader<T> reader) throws MalformedChainException {
      List<T> read = new ArrayList<>(keys.size());
      for (byte[] key : keys) {
        try {
          read.add(reader.read(key));
        } catch (MalformedKeyException e) {
          throw new MalformedChainException("part " + read.size() + ": " + e.getMessage(), e);
        }
      }
      return read;
    }
  }

  private interface PartReader<T> {
    T read(byte[] key) throws MalformedKeyException;
  }

  /** The bytes of the file. */
  public byte[] encode() {
    FormatWriter out = new FormatWriter().header(FileKind.CHAIN_KEY, VERSION).u32(keys.size());
    for (VerifyingKey key : keys) {
      byte[] bytes = key.encode();
      out.u64(bytes.length).bytes(bytes);
    }
    ChainFormat.writeLinks(out, links);
    byte[] body = out.toByteArray();
    return out.bytes(Identifiers.sha3(body)).toByteArray();
  }

  /**
   * The chain's name (formats.md §11): binds the models of its parts, their order and its links.
   */
  @Override
  public ModelId modelId() {
    return id;
  }

  /** The keys of the parts. */
  @Override
  public List<VerifyingKey> keys() {
    return keys;
  }

  /** What is joined, by the reading part, then by the input's name. */
  public List<ChainLink> links() {
    return links;
  }

  /** The inputs of the whole: those that no link leads to. Their names are all different. */
  @Override
  public List<ModelPort> inputs() {
    return ports.inputs();
  }

  /** The outputs of the whole: those that no link leads from. Their names are all different. */
  @Override
  public List<ModelPort> outputs() {
    return ports.outputs();
  }

  /** As many as the part has that has fewest ({@link VerifiedChain#securityBits}). */
  @Override
  public int securityBits() {
    return keys.stream().mapToInt(VerifyingKey::securityBits).min().orElseThrow();
  }

  /** Of parts that take different numbers of rows it is not known. */
  @Override
  public RowIndependence rowIndependence() {
    RowIndependence known = rowIndependence;
    if (known == null) {
      known = decided();
      rowIndependence = known;
    }
    return known;
  }

  private RowIndependence decided() {
    try {
      int unused = rows(); // of one number
    } catch (NoRowFormatException e) {
      return RowIndependence.UNKNOWN;
    }
    return RowIndependence.ofAll(keys.stream().map(VerifyingKey::circuit).toList());
  }

  @Override
  public int maxContextBytes() {
    return ChainContext.MAX_CONTEXT_BYTES;
  }

  /**
   * The proofs of the parts.
   *
   * @throws MalformedChainException if the bytes are no proof of a chain of so many parts
   * @throws RejectedChainException with reason CHAIN_ID if it names another chain
   */
  @Override
  public List<byte[]> partProofs(byte[] bytes)
      throws MalformedChainException, RejectedChainException {
    ChainProof proof = ChainProof.decode(bytes);
    if (!proof.id().equals(id)) {
      throw RejectedChainException.ofId("the proof names", id, proof.id());
    }
    if (proof.proofs().size() != keys.size()) {
      throw new MalformedChainException(
          "not a proof of the chain: it has "
              + proof.proofs().size()
              + " parts, the chain has "
              + keys.size());
    }
    return proof.proofs();
  }

  @Override
  public VerifiedChain verifyOnce(
      byte[] proof, byte[] context, boolean uncertified, ForkJoinPool pool)
      throws MalformedChainException, RejectedChainException {
    return ChainVerifier.verifyOnce(this, proof, context, uncertified, pool);
  }

  @Override
  public byte[] compact(byte[] proof, byte[] context)
      throws MalformedChainException, RejectedChainException {
    return ChainVerifier.compact(this, proof, context, Verifier::compact);
  }

  @Override
  public byte[] compact(byte[] proof, byte[] context, ForkJoinPool pool)
      throws MalformedChainException, RejectedChainException {
    return ChainVerifier.compact(
        this, proof, context, (key, part, bound) -> Verifier.compact(key, part, bound, pool));
  }

  @Override
  public ChainVerifier verifier() throws RejectedChainException {
    return ChainVerifier.of(this);
  }

  @Override
  public ChainVerifier uncertifiedVerifier() throws RejectedChainException {
    return ChainVerifier.ofUncertified(this);
  }

  /** The exact length in bytes of a plain proof of the chain. */
  public long proofBytes() {
    long bytes = ChainProof.bytesBesideProofs(keys.size());
    for (VerifyingKey key : keys) {
      bytes += key.plainProofBytes();
    }
    return bytes;
  }
}
