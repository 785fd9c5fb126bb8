package dev.vouch.circuits.fuzz;

import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.provider.MethodSource;

/** Images. */
class PngFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(TYPE_BYTE_GRAY, TYPE_INT_RGB, TYPE_BYTE_BINARY, TYPE_BYTE_INDEXED)
        .map(PngFuzzTest::image);
  }

  private static byte[] image(int type) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(2, 2, type), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void png(byte[] bytes) throws Exception {
    DataTarget.read(bytes);
  }
}
