package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.testing.HaltingChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single rows of a file of openings, wherever it ends. */
class OpeningsFileTest {
  @Test
  void singleRowsAreFound(@TempDir Path folder) throws Exception {
    byte[] file = OpeningsTest.file();
    Path path = Files.write(folder.resolve("x.openings"), Arrays.copyOf(file, file.length - 1));
    try (OpeningsFile openings = OpeningsFile.open(path)) {
      assertThat(openings.slots()).isEqualTo(OpeningsTest.SLOTS);
      assertThat(openings.count()).isEqualTo(3);
      assertThat(openings.isCutOff()).isTrue();
      for (int i = 0; i < 3; i++) {
        OpeningsTest.assertSame(openings.at(i), OpeningsTest.ROWS.get(i));
        OpeningsTest.assertSame(
            openings.find(OpeningsTest.ROWS.get(i).row()).orElseThrow(), OpeningsTest.ROWS.get(i));
      }
      assertThat(openings.find(2)).isEmpty();
      assertThat(openings.find(6)).isEmpty();
      assertThatThrownBy(() -> openings.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aChannelMayHaltAndBecomeShorter() throws Exception {
    HaltingChannel channel = new HaltingChannel(OpeningsTest.file());
    try (OpeningsFile openings = OpeningsFile.of(channel)) {
      assertThat(openings.count()).isEqualTo(4);
      assertThat(openings.isCutOff()).isFalse();
      OpeningsTest.assertSame(openings.at(3), OpeningsTest.ROWS.get(3));
      channel.cut(OpeningsTest.file().length - 1);
      assertThatThrownBy(() -> openings.at(3))
          .isInstanceOf(MalformedCommitmentException.class)
          .hasMessageContaining("the file has become shorter");
      assertThat(channel.isOpen()).isTrue();
    }
    assertThat(channel.isOpen()).isFalse();
  }
}
