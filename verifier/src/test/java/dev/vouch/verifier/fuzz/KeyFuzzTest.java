package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.testing.Net;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys with the right digest, of which the content is anybody's. */
class KeyFuzzTest {
  static Stream<byte[]> seeds() {
    return Net.all().map(net -> Arrays.copyOf(net.key(), net.key().length - Identifiers.BYTES));
  }

  @MethodSource("seeds")
  @FuzzTest
  void key(byte[] content) {
    byte[] bytes = Arrays.copyOf(content, content.length + Identifiers.BYTES);
    byte[] digest = Identifiers.sha3(content);
    System.arraycopy(digest, 0, bytes, content.length, digest.length);
    try {
      VerifyingKey key = VerifyingKey.decode(bytes);
      assertThat(key.encode()).isEqualTo(bytes);
      Verifier.of(key);
    } catch (MalformedKeyException | ProofRejectedException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
