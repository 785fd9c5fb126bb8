package dev.vouch.verifier.circuit.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scales per slice, one by one: as many as the axis has slices, and announced before memory. */
class PortTypesTest {
  private static final SliceScales SCALES = new SliceScales(1, List.of(4, -2, 0));
  private static final int CODE = PortTypes.code(ValueType.REAL, SCALES);

  private static byte[] bytes() {
    FormatWriter out = new FormatWriter();
    PortTypes.writeSlices(out, SCALES);
    return out.toByteArray();
  }

  private static SliceScales read(byte[] bytes, List<Integer> shape) throws Exception {
    return PortTypes.readSlices(new FormatReader(bytes), CODE, shape);
  }

  @Test
  void scalesMayEndTheBytes() throws Exception {
    assertThat(read(bytes(), List.of(2, 3))).isEqualTo(SCALES);
    assertThat(PortTypes.readSlices(new FormatReader(new byte[0]), 0, List.of(2, 3))).isNull();
  }

  @Test
  void moreThanThereAreBytesForAreRefusedBeforeOneIsRead() {
    for (int left : new int[] {0, 4, 11}) {
      assertThatThrownBy(() -> read(Arrays.copyOf(bytes(), 1 + left), List.of(2, 3)))
          .isInstanceOf(MalformedFormatException.class)
          .hasMessageContaining("3 scales announced, but only " + left + " bytes are left");
    }
  }

  @Test
  void theAxisIsOneOfThePort() {
    assertThatThrownBy(() -> read(bytes(), List.of(3)))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("scales along axis 1 of 1");
  }
}
