package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.MalformedChainException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs of chains: what is read is what would be written. */
class ChainProofFuzzTest {
  static Stream<byte[]> seeds() {
    ModelId id = ModelId.of(new byte[ModelId.BYTES]);
    return Stream.of(
        new ChainProof(id, List.of(new byte[] {1, 2, 3}, new byte[0])).encode(),
        new ChainProof(id, List.of(new byte[9], new byte[1], new byte[40])).encode());
  }

  @MethodSource("seeds")
  @FuzzTest
  void proof(byte[] bytes) {
    try {
      assertThat(ChainProof.decode(bytes).encode()).isEqualTo(bytes);
    } catch (MalformedChainException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
