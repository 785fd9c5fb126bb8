package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.chain.ChainFormat;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.testing.Net;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of chains with the right digest, of which the content is anybody's. */
class ChainKeyFuzzTest {
  static Stream<byte[]> seeds() {
    List<byte[]> keys = Net.all().map(Net::key).limit(2).toList();
    return Stream.of(
        content(keys, List.of()),
        content(keys, List.of(new ChainLink(0, "y", 1, "x"))),
        content(keys, List.of(new ChainLink(0, "y", 1, "x"), new ChainLink(0, "y", 1, "x2"))));
  }

  private static byte[] content(List<byte[]> keys, List<ChainLink> links) {
    FormatWriter out = new FormatWriter().header(FileKind.CHAIN_KEY, 1).u32(keys.size());
    keys.forEach(key -> out.u64(key.length).bytes(key));
    ChainFormat.writeLinks(out, links);
    return out.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void key(byte[] content) {
    byte[] bytes = Arrays.copyOf(content, content.length + Identifiers.BYTES);
    byte[] digest = Identifiers.sha3(content);
    System.arraycopy(digest, 0, bytes, content.length, digest.length);
    try {
      assertThat(ChainKey.decode(bytes, KeyReader.create()).encode()).isEqualTo(bytes);
    } catch (MalformedChainException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
