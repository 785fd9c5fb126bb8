package dev.vouch.circuits.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.CircuitCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Program bytes: written and read back, and read when damaged. */
class ProgramCodecTest {
  private static CompiledNetwork network;
  private static byte[] bytes;

  @BeforeAll
  static void compile() throws Exception {
    network =
        Compiler.compile(TestGraph.dense(1), CompileOptions.defaults(), Calibration.of(Map.of()));
    bytes = ProgramCodec.encode(network.program());
  }

  @Test
  void readsWhatItWrote() throws Exception {
    IntegerProgram read = ProgramCodec.decode(bytes);
    assertThat(ProgramCodec.encode(read)).isEqualTo(bytes);
    assertThat(read.tensors()).isEqualTo(network.program().tensors());
    assertThat(read.primitives()).isEqualTo(network.program().primitives());
    for (int i = 0; i < read.primitives().size(); i++) {
      assertThat(read.origin(i)).isEqualTo(network.program().origin(i));
    }
    assertThat(CircuitCodec.encode(read.emit().circuit()))
        .isEqualTo(CircuitCodec.encode(network.circuit()));
  }

  @Test
  void refusesEveryTruncationAndAnythingAppended() {
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ProgramCodec.decode(cut))
          .isInstanceOf(MalformedFormatException.class);
    }
    assertThatThrownBy(() -> ProgramCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedFormatException.class);
  }

  /** Damaged bytes are refused by type, or give a program that writes the same bytes. */
  @Test
  void damagedBytesNeverCrash() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) (random.nextInt(3) == 0 ? 255 : random.nextInt(256));
      }
      try {
        assertThat(ProgramCodec.encode(ProgramCodec.decode(damaged))).isEqualTo(damaged);
      } catch (MalformedFormatException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
