package dev.vouch.verifier.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.transcript.MessageException.Reason;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private final PointVector points = Generators.first(3);
  private final FieldVector scalars = Samples.vector(new Random(1), 2);
  private final byte[] messages = new byte[5 * 32]; // point, scalar, point, point, scalar

  {
    byte[] encoded = points.encode();
    System.arraycopy(encoded, 0, messages, 0, 32);
    scalars.get(0).toBytes(messages, 32);
    System.arraycopy(encoded, 32, messages, 64, 64);
    scalars.get(1).toBytes(messages, 128);
  }

  @Test
  void readsAndAbsorbsEachMessage() throws MessageException {
    MessageReader reader = new MessageReader(new KeccakTranscript(), messages);
    assertThat(reader.point("a")).isEqualTo(points.get(0));
    assertThat(reader.scalar("b")).isEqualTo(scalars.get(0));
    PointVector two = reader.points("c", 2);
    assertThat(two.get(1)).isEqualTo(points.get(2));
    assertThat(reader.scalars("d", 1).get(0)).isEqualTo(scalars.get(1));
    reader.end();

    Transcript expected = new KeccakTranscript();
    String labels = "abccd";
    for (int i = 0; i < labels.length(); i++) {
      expected.absorb(
          labels.substring(i, i + 1), Arrays.copyOfRange(messages, 32 * i, 32 * i + 32));
    }
    assertThat(reader.transcript().state()).isEqualTo(expected.state());
    assertThat(reader.challenge("x")).isEqualTo(expected.challenge("x"));
  }

  @Test
  void aCopyReadsOnFromTheSamePlace() throws MessageException {
    MessageReader reader = new MessageReader(new KeccakTranscript(), messages);
    reader.point("a");
    MessageReader copy = reader.copy();
    assertThat(copy.scalar("b")).isEqualTo(scalars.get(0));
    assertThat(reader.position()).isEqualTo(32);
    assertThat(reader.scalar("b")).isEqualTo(scalars.get(0));
    assertThat(copy.transcript().state()).isEqualTo(reader.transcript().state());
  }

  @Test
  void truncationIsFoundAtEveryLength() {
    for (int length = 0; length < messages.length; length++) {
      byte[] cut = Arrays.copyOf(messages, length);
      expect(Reason.TRUNCATED, () -> readAll(cut));
    }
    expect(
        Reason.TRUNCATED, () -> new MessageReader(new KeccakTranscript(), messages).points("a", 6));
    expect(
        Reason.TRUNCATED,
        () -> new MessageReader(new KeccakTranscript(), messages).scalars("a", Integer.MAX_VALUE));
  }

  @Test
  void bytesLeftAreFound() {
    expect(Reason.TRAILING_BYTES, () -> readAll(Arrays.copyOf(messages, messages.length + 1)));
    expect(Reason.TRAILING_BYTES, () -> readAll(Arrays.copyOf(messages, messages.length + 32)));
  }

  @Test
  void scalarsMustBeCanonical() {
    byte[] bad = messages.clone();
    Arrays.fill(bad, 32, 64, (byte) 0x7f);
    expect(Reason.NON_CANONICAL_SCALAR, () -> readAll(bad));
    byte[] order = messages.clone();
    Scalar.of(-1).toBytes(order, 128);
    order[128]++; // |F| itself
    assertThatThrownBy(() -> readAll(order))
        .isInstanceOfSatisfying(
            MessageException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.NON_CANONICAL_SCALAR);
              assertThat(e.offset()).isEqualTo(128);
              assertThat(e.label()).isEqualTo("d");
            });
  }

  @Test
  void pointsMustLieOnTheCurve() {
    byte[] zero = messages.clone();
    Arrays.fill(zero, 0, 32, (byte) 0); // x = 0: 5 is no square
    expect(Reason.NOT_A_POINT, () -> readAll(zero));
    byte[] large = messages.clone();
    Arrays.fill(large, 96, 128, (byte) 0x7f); // x ≥ q
    assertThatThrownBy(() -> readAll(large))
        .isInstanceOfSatisfying(
            MessageException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.NOT_A_POINT);
              assertThat(e.offset()).isEqualTo(96);
            });
  }

  private static void readAll(byte[] bytes) throws MessageException {
    MessageReader reader = new MessageReader(new KeccakTranscript(), bytes);
    reader.point("a");
    reader.scalar("b");
    reader.points("c", 2);
    reader.scalars("d", 1);
    reader.end();
  }

  private static void expect(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
