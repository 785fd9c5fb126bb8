package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The codes of Java, of the crate and of the specification are the same. */
class NativeCodeTest {
  @Test
  void agreesWithTheCrate() throws IOException {
    String source = Files.readString(Path.of("../prover-native/src/ffi/code.rs"));
    String enumeration =
        source.substring(source.indexOf("pub enum Code"), source.indexOf("impl Code"));
    Map<String, Integer> numbers = numbers(enumeration, "(\\w+) = (\\d+),");
    Map<String, Integer> named = new LinkedHashMap<>();
    Pattern.compile("\\(Code::(\\w+), \"(\\w+)\"\\)")
        .matcher(source)
        .results()
        .forEach(m -> named.put(m.group(2), numbers.get(m.group(1))));
    assertThat(numbers).isNotEmpty().hasSameSizeAs(named);
    assertThat(named).isEqualTo(javaCodes());
  }

  @Test
  void agreesWithTheSpecification() throws IOException {
    String text = Files.readString(Path.of("../docs/spec/native-abi.md"));
    Map<String, Integer> specified =
        Pattern.compile("(?m)^\\| (\\d+) \\| ([A-Z_]+) \\|")
            .matcher(text)
            .results()
            .collect(
                Collectors.toMap(
                    m -> m.group(2),
                    m -> Integer.valueOf(m.group(1)),
                    (a, b) -> a,
                    LinkedHashMap::new));
    assertThat(specified).isEqualTo(javaCodes());
  }

  @Test
  void unknownCodesCountAsInternal() {
    assertThat(NativeCode.of(12345)).isEqualTo(NativeCode.INTERNAL);
    for (NativeCode code : NativeCode.values()) {
      assertThat(NativeCode.of(code.code())).isEqualTo(code);
    }
  }

  private static Map<String, Integer> numbers(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .collect(Collectors.toMap((MatchResult m) -> m.group(1), m -> Integer.valueOf(m.group(2))));
  }

  private static Map<String, Integer> javaCodes() {
    return Arrays.stream(NativeCode.values())
        .collect(Collectors.toMap(Enum::name, NativeCode::code));
  }
}
