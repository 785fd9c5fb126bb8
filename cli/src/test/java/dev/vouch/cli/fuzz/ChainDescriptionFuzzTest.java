package dev.vouch.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.verify.ChainDescription;
import dev.vouch.verifier.chain.ChainLink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions of chains: what is read has parts that its links name, each input once. */
class ChainDescriptionFuzzTest {
  private static final String PART =
      "{\"key\":\"a.vk\",\"proof\":\"b/c.proof\",\"modelId\":\"" + "0f".repeat(32) + "\"";

  static Stream<byte[]> seeds() {
    Stream<String> texts =
        Stream.of(
            described(PART + "}", ""),
            described(
                PART + ",\"context\":\"n\"}," + PART + ",\"contextHex\":\"00ff\"}",
                "{\"from\":0,\"output\":\"y\",\"to\":1,\"input\":\"x\"}"),
            described(PART + "},{\"key\":\"\\u0000\",\"proof\":\"\"}", ""));
    byte[] noText = {
      0x7b, 0, 0, 0, 0x22, 0, 0, 0, 0x7b, 0x22, 0x65, 0x6f
    }; // as of 32 bits a character
    return Stream.concat(
        texts.map(text -> text.getBytes(StandardCharsets.UTF_8)), Stream.of(noText));
  }

  private static String described(String parts, String links) {
    return "{\"format\":\"vouch-chain\",\"version\":1,\"parts\":["
        + parts
        + "],\"links\":["
        + links
        + "]}";
  }

  @MethodSource("seeds")
  @FuzzTest
  void description(byte[] bytes) {
    ChainDescription read;
    try {
      read = ChainDescription.parse(bytes, "chain.json", Path.of(""));
    } catch (CommandException e) {
      assertThat(Failure.of(e).exitCode()).isEqualTo(ExitCode.MALFORMED);
      assertThat(e.getMessage()).startsWith("not a description of a chain: ");
      return;
    }
    assertThat(read.parts()).hasSizeBetween(1, 64);
    assertThat(read.links()).allMatch(link -> link.toPart() < read.parts().size());
    List<List<Object>> inputs = read.links().stream().map(ChainDescriptionFuzzTest::input).toList();
    assertThat(inputs).doesNotHaveDuplicates();
  }

  private static List<Object> input(ChainLink link) {
    return List.of(link.toPart(), link.input());
  }
}
