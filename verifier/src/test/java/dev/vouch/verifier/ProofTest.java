package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.testing.Net;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of proofs, read without their circuit (formats.md §4). */
class ProofTest {
  /** One public tensor of so many values of one byte, no hidden tensor, and no messages. */
  private static FormatWriter values(int count) {
    FormatWriter out = new FormatWriter().header(FileKind.PROOF, 3);
    out.bytes(new byte[Identifiers.BYTES]).u32(1).u32(count).u8(1);
    return out;
  }

  @Test
  void aByteMoreOrLessIsNoProof() throws Exception {
    byte[] proof = Net.of("mlp").proof();
    assertThat(Proof.decode(proof).messages()).isNotEmpty();
    for (int length : new int[] {proof.length - 1, proof.length + 1}) {
      byte[] other = Arrays.copyOf(proof, length);
      assertThatThrownBy(() -> Proof.decode(other)).isInstanceOf(MalformedProofException.class);
    }
  }

  /** As many values as bytes are fine; one more is refused before memory is taken. */
  @Test
  void valuesAreCountedByTheirBytes() throws Exception {
    byte[] bytes = values(20).bytes(new byte[20]).u32(0).u32(0).toByteArray();
    List<long[]> read = Proof.decode(bytes).publicValues();
    assertThat(read).hasSize(1);
    assertThat(read.get(0)).hasSize(20).containsOnly(0);
    byte[] huge = values(Integer.MAX_VALUE).toByteArray();
    assertThatThrownBy(() -> Proof.decode(huge))
        .isInstanceOf(MalformedProofException.class)
        .hasMessageContaining("public values");
  }
}
