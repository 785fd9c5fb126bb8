package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The packaged library cannot be told to hide less: it has the functions of native-abi.md and no
 * other, and nothing of the prover for tests, which takes a fixed seed.
 */
class PackagedLibraryTest {
  private static final String TEST_ENTRIES = "vouch_test_";

  @Test
  void hasTheFunctionsOfTheInterfaceAlone() throws IOException {
    byte[] library = packaged();
    assertThat(ExportedSymbols.of(library)).isEqualTo(specified(false));
    assertThat(new String(library, StandardCharsets.ISO_8859_1)).doesNotContain(TEST_ENTRIES);
  }

  @Test
  void theLibraryForTestsHasMore() throws IOException {
    byte[] library = Files.readAllBytes(TestProver.library().toPath());
    assertThat(ExportedSymbols.of(library)).isEqualTo(specified(true));
  }

  private static byte[] packaged() throws IOException {
    String name = "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("vouch_prover");
    try (InputStream in = NativeProver.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The functions that native-abi.md declares. */
  private static Set<String> specified(boolean forTests) throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern.compile("(?m)^u?int32_t +(\\w+)\\(")
        .matcher(Files.readString(Path.of("../docs/spec/native-abi.md")))
        .results()
        .map(function -> function.group(1))
        .filter(name -> forTests || !name.startsWith(TEST_ENTRIES))
        .forEach(names::add);
    return names;
  }
}
