package dev.vouch.verifier.chain;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The proofs of a chain's parts (formats.md §11), as yet unverified. Arrays are not copied: treat
 * them as read-only.
 *
 * @param id the chain that it names
 * @param proofs one a part, of either form
 */
public record ChainProof(ModelId id, List<byte[]> proofs) {
  private static final int VERSION = 1;

  /** Most bytes of a part's proof. */
  private static final int MAX_PROOF_BYTES = 1 << 30;

  public ChainProof {
    proofs = List.copyOf(proofs);
  }

  static long bytesBesideProofs(int parts) {
    return FileKind.HEADER_BYTES + ModelId.BYTES + (1L + parts) * Integer.BYTES;
  }

  /** The bytes of the file. */
  public byte[] encode() {
    FormatWriter out =
        new FormatWriter()
            .header(FileKind.CHAIN_PROOF, VERSION)
            .bytes(id.bytes())
            .u32(proofs.size());
    proofs.forEach(proof -> out.u32(proof.length).bytes(proof));
    return out.toByteArray();
  }

  /**
   * Reads the proofs of a chain; what is in them is not looked at.
   *
   * @throws MalformedChainException if the bytes are no such file
   */
  public static ChainProof decode(byte[] bytes) throws MalformedChainException {
    try {
      FormatReader in = new FormatReader(bytes);
      in.header(FileKind.CHAIN_PROOF, VERSION);
      ModelId id = ModelId.of(in.take(ModelId.BYTES, "chain id"));
      int parts = ChainFormat.parts(in);
      List<byte[]> proofs = new ArrayList<>(parts);
      for (int part = 0; part < parts; part++) {
        int length = in.count("bytes of a proof", 1);
        if (length > MAX_PROOF_BYTES) {
          throw in.malformed("a proof of " + length + " bytes");
        }
        proofs.add(in.take(length, "proof"));
      }
      in.end("the proof");
      return new ChainProof(id, proofs);
    } catch (MalformedFormatException e) {
      throw new MalformedChainException("not a proof of a chain: " + e.getMessage(), e);
    }
  }
}
