package dev.vouch.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "x.npz, x.proof",
    "/data/x.tar.npz, x.tar.proof",
    "image=/data/x.png, x.proof",
    "a=b=x.png, x.proof",
    "case/test_data_set_0/, test_data_set_0.proof",
    "/, model.proof",
    "-, model.proof",
    "image=-, model.proof"
  })
  void inTheCurrentFolder(String input, String proof) {
    assertThat(FileNames.inCurrentFolder(input, ".proof")).isEqualTo(proof);
  }

  @Test
  void aFolderWithoutAPathOfItsOwnGivesItsName() {
    String here = Path.of("").toAbsolutePath().getFileName().toString();
    assertThat(FileNames.inCurrentFolder(".", ".proof")).isEqualTo(here + ".proof");
  }

  @Test
  void besideTheFile() {
    assertThat(FileNames.replaceExtension("out/net.vouch", ".vk")).isEqualTo("out/net.vk");
    assertThat(FileNames.replaceExtension("v1.2/net", ".vk")).isEqualTo("v1.2/net.vk");
    assertThat(FileNames.replaceExtension("-", ".vk")).isEqualTo("model.vk");
  }
}
