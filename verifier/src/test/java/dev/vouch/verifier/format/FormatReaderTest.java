package dev.vouch.verifier.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last that each method reads, and the first that it refuses (formats.md, “Conventions”). */
class FormatReaderTest {
  private static final String WHAT = "thing";

  private static FormatReader reader(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return new FormatReader(all);
  }

  private static FormatReader reader(FormatWriter written) {
    return new FormatReader(written.toByteArray());
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void numbersOfFixedLength() throws Exception {
    FormatReader in =
        reader(new FormatWriter().u8(0xfe).u32(-2).u32(0x01020304).u64(Long.MIN_VALUE + 5).u8(7));
    assertThat(in.remaining()).isEqualTo(18);
    assertThat(in.u8(WHAT)).isEqualTo(0xfe);
    assertThat(in.i32(WHAT)).isEqualTo(-2);
    assertThat(in.u31(WHAT)).isEqualTo(0x01020304);
    assertThat(in.i64(WHAT)).isEqualTo(Long.MIN_VALUE + 5);
    assertThat(in.u8(WHAT, 7)).isEqualTo(7);
    assertThat(in.position()).isEqualTo(18);
    refused(() -> reader(8).u8(WHAT, 7), "thing is 8, at most 7 is allowed (byte 1)");
    refused(() -> reader(0, 0, 0, 0x80).u31(WHAT), "2147483648");
    assertThat(reader(0xff, 0xff, 0xff, 0x7f).u31(WHAT)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void bytesThatEndEarly() {
    refused(() -> reader().u8(WHAT), "the bytes end inside thing");
    refused(() -> reader(1, 2, 3).i32(WHAT), "end inside");
    refused(() -> reader(1, 2, 3, 4, 5, 6, 7).i64(WHAT), "end inside");
    refused(() -> reader(1, 2).signed(WHAT, 3), "end inside");
    refused(() -> reader(1, 2).take(3, WHAT), "end inside");
    refused(() -> reader(3, 'a', 'b').string(WHAT), "end inside");
    refused(() -> reader(0x80).uvar(WHAT), "end inside");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void signedNumbersOfAnyWidth(int width) throws Exception {
    long least = -1L << (8 * width - 1);
    for (long value : new long[] {least, least + 1, -1, 0, 1, -(least + 1)}) {
      byte[] bytes = new FormatWriter().signed(value, width).toByteArray();
      assertThat(bytes).hasSize(width);
      assertThat(new FormatReader(bytes).signed(WHAT, width)).isEqualTo(value);
    }
  }

  @Test
  void countsAreComparedWithTheBytesLeft() throws Exception {
    FormatWriter two = new FormatWriter().u32(2).u32(0).u32(0);
    assertThat(reader(two).count(WHAT, 4)).isEqualTo(2);
    assertThat(reader(two).expectCount(WHAT, 2, 4)).isEqualTo(2);
    refused(() -> reader(two).count(WHAT, 5), "2 thing announced, but only 8 bytes are left");
    refused(() -> reader(two).expectCount(WHAT, 3, 4), "the circuit has 3");
    refused(() -> reader(new FormatWriter().u32(Integer.MAX_VALUE)).count(WHAT, 4), "announced");
    refused(() -> reader(new FormatWriter().u32(-1)).count(WHAT, 0), "below 2^31");
  }

  @Test
  void lengthsAreComparedWithTheBytesLeft() throws Exception {
    assertThat(reader(new FormatWriter().u64(2).u8(0).u8(0)).length(WHAT)).isEqualTo(2);
    assertThat(reader(new FormatWriter().u64(0)).length(WHAT)).isZero();
    refused(() -> reader(new FormatWriter().u64(3).u8(0).u8(0)).length(WHAT), "2 are left");
    refused(() -> reader(new FormatWriter().u64(-1)).length(WHAT), "18446744073709551615");
  }

  @Test
  void partsOfAnArray() throws Exception {
    byte[] bytes = {9, 1, 2, 3, 9};
    FormatReader in = new FormatReader(bytes, 1, 3);
    assertThat(in.position()).isEqualTo(1);
    byte[] taken = in.take(2, WHAT);
    assertThat(taken).containsExactly(1, 2);
    assertThat(in.remaining()).isEqualTo(1);
    refused(() -> in.end(WHAT), "1 bytes after the end of thing");
    assertThat(in.array()).isSameAs(bytes);
    assertThat(in.u8(WHAT)).isEqualTo(3);
    in.end(WHAT);
    refused(() -> in.u8(WHAT), "end inside");
  }

  @Test
  void numbersInTheirShortestForm() throws Exception {
    long[] values = {0, 1, 127, 128, 16383, 16384, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1};
    for (long value : values) {
      byte[] bytes = new FormatWriter().uvar(value).toByteArray();
      int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
      assertThat(bytes).hasSize((bits + 6) / 7);
      assertThat(new FormatReader(bytes).uvar(WHAT)).isEqualTo(value);
      assertThat(reader(new FormatWriter().svar(value)).svar(WHAT)).isEqualTo(value);
    }
    assertThat(new FormatWriter().svar(-1).toByteArray()).containsExactly(1);
    assertThat(new FormatWriter().svar(1).toByteArray()).containsExactly(2);
    refused(() -> reader(0x80, 0).uvar(WHAT), "not in its shortest form");
    refused(() -> reader(0xff, 0x80, 0).uvar(WHAT), "not in its shortest form");
    refused(() -> nineFull(0x02).uvar(WHAT), "does not fit 64 bits");
    refused(() -> nineFull(0x81).uvar(WHAT), "does not fit 64 bits");
    assertThat(nineFull(0x01).uvar(WHAT)).isEqualTo(-1);
  }

  private static FormatReader nineFull(int tenth) {
    int[] bytes = new int[10];
    Arrays.fill(bytes, 0xff);
    bytes[9] = tenth;
    return reader(bytes);
  }

  @Test
  void strings() throws Exception {
    String longest = "n".repeat(255);
    FormatReader in = reader(new FormatWriter().string("").string("ü").string(longest));
    assertThat(in.string(WHAT)).isEmpty();
    assertThat(in.string(WHAT)).isEqualTo("ü");
    assertThat(in.string(WHAT)).isEqualTo(longest);
    in.end(WHAT);
    assertThatThrownBy(() -> new FormatWriter().string(longest + "n"))
        .isInstanceOf(IllegalArgumentException.class);
    refused(() -> reader(1, 0xff).string(WHAT), "thing is not UTF-8");
    refused(() -> reader(2, 'a', '\n').string(WHAT), "control or format character");
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void filesAreToldApartByTheirFirstBytes(FileKind kind) throws Exception {
    byte[] bytes = new FormatWriter().header(kind, 3).toByteArray();
    assertThat(bytes).hasSize(FileKind.HEADER_BYTES);
    assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo(kind.magicText());
    assertThat(FileKind.of(bytes)).hasValue(kind);
    assertThat(FileKind.of(Arrays.copyOf(bytes, 8))).hasValue(kind);
    assertThat(FileKind.of(Arrays.copyOf(bytes, 7))).isEqualTo(Optional.empty());
    assertThat(kind.version(bytes)).isEqualTo(3);
    assertThat(kind.words()).isNotBlank();
    FormatReader in = new FormatReader(bytes);
    assertThat(in.startsWith(kind)).isTrue();
    assertThat(in.header(kind, 2, 4)).isEqualTo(3);
    assertThat(in.startsWith(kind)).isFalse();
    assertThat(new FormatReader(bytes).header(kind, 3, 3)).isEqualTo(3);
    refused(() -> new FormatReader(bytes).header(kind, 2), "it is of a newer vouch: upgrade");
    refused(() -> new FormatReader(bytes).header(kind, 4, 5), "4 to 5; " + kind.renewal());
    bytes[7] ^= 0x20;
    assertThat(FileKind.of(bytes)).isEqualTo(Optional.empty());
    refused(() -> new FormatReader(bytes).header(kind, 3), "begins with other bytes");
  }

  @Test
  void versionsOfWhatIsCompiled() throws Exception {
    assertThat(reader(new FormatWriter().u32(1)).version(WHAT, 1, 1)).isEqualTo(1);
    assertThat(reader(new FormatWriter().u32(2)).version(WHAT, 1, 2)).isEqualTo(2);
    refused(() -> reader(new FormatWriter().u32(0)).version(WHAT, 1, 1), "compile the model again");
    refused(() -> reader(new FormatWriter().u32(2)).version(WHAT, 1, 1), "of a newer vouch");
    refused(
        () -> reader(new FormatWriter().u32(-1)).version(WHAT, 1, 1),
        "version 4294967295; this build reads version 1; it is of a newer vouch");
  }

  @Test
  void forbiddenCharactersAtTheEndsOfTheirRanges() {
    int[][] ranges = {
      {0, 0x1f},
      {0x7f, 0x9f},
      {0xad, 0xad},
      {0x600, 0x605},
      {0x200b, 0x200f},
      {0x2028, 0x202e},
      {0x2060, 0x206f},
      {0xe0000, 0xe007f}
    };
    for (int[] range : ranges) {
      assertThat(NameCharacters.isForbidden(range[0])).isTrue();
      assertThat(NameCharacters.isForbidden(range[1])).isTrue();
      assertThat(NameCharacters.isForbidden(range[1] + 1)).isFalse();
      assertThat(range[0] > 0 && NameCharacters.isForbidden(range[0] - 1)).isFalse();
      assertThat(NameCharacters.anyForbidden("a" + Character.toString(range[1]))).isTrue();
    }
    assertThat(NameCharacters.anyForbidden("héß 日本 🙂")).isFalse();
  }

  @Test
  void writtenBytesAreCounted() {
    FormatWriter out = new FormatWriter().u32(1).bytes(new byte[] {1, 2});
    assertThat(out.size()).isEqualTo(6);
    assertThat(out.toByteArray()).containsExactly(1, 0, 0, 0, 1, 2);
  }
}
