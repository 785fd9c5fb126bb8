package dev.vouch.circuits.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.quantise.InputCell;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.validator.CircuitValidator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inputs and outputs with scales per slice: age, income and a ratio in the columns of a table. */
class SlicedPortTest {
  private static final List<Integer> SHAPE = List.of(2, 3);
  private static final SliceScales COLUMNS = new SliceScales(1, List.of(8, -2, 14));
  private static final TensorData TABLE =
      TensorData.ofDoubles(
          DataType.FLOAT, new int[] {2, 3}, 31.25, 52_000, 0.0125, 64.5, -7_001, -1.25);

  /** The output is the input, read with other scales. */
  private static IntegerProgram program(boolean hidden, SliceScales scales) {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x =
        builder.input(
            new NetworkPortSpec("x", ValueType.REAL, SHAPE, hidden),
            SHAPE,
            Interval.signed(16),
            scales.finest(),
            scales,
            false);
    builder.output(
        new NetworkPortSpec("y", ValueType.REAL, List.of(2, 1, 3), hidden),
        builder.exposure("y", x, Interval.signed(16)),
        new SliceScales(2, scales.exponents()));
    return builder.build();
  }

  @Test
  void programBytesKeepTheScales() throws Exception {
    for (boolean hidden : new boolean[] {false, true}) {
      IntegerProgram program = program(hidden, COLUMNS);
      byte[] bytes = ProgramCodec.encode(program);
      IntegerProgram read = ProgramCodec.decode(bytes);
      assertThat(read.inputs()).isEqualTo(program.inputs());
      assertThat(read.outputs()).isEqualTo(program.outputs());
      assertThat(read.inputs().get(0).slices()).isEqualTo(COLUMNS);
      assertThat(ProgramCodec.encode(read)).isEqualTo(bytes);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> ProgramCodec.decode(cut))
            .isInstanceOf(MalformedFormatException.class);
      }
    }
  }

  @Test
  void theCircuitCarriesTheScales() throws Exception {
    IntegerProgram program = program(true, COLUMNS);
    byte[] bytes = CircuitCodec.encode(program.emit().circuit());
    var circuit = CircuitCodec.decode(bytes);
    CircuitValidator.validate(circuit);
    assertThat(CircuitCodec.encode(circuit)).isEqualTo(bytes);
    Port y = circuit.outputs().get(0);
    assertThat(circuit.inputs().get(0).slices()).isEqualTo(COLUMNS);
    assertThat(y.slices()).isEqualTo(new SliceScales(2, COLUMNS.exponents()));
    assertThat(((Tensor.Committed) circuit.tensors().get(y.tensor())).scaleExponent())
        .isEqualTo(14);
  }

  @Test
  void columnsAreQuantisedAsIfEachWereAnInput() {
    long[] integers = program(true, COLUMNS).execute(List.of(), Map.of("x", TABLE)).of(0);
    for (int column = 0; column < 3; column++) {
      int exponent = COLUMNS.exponents().get(column);
      long[] alone = alone(exponent, TABLE.doubleAt(column), TABLE.doubleAt(3 + column));
      assertThat(new long[] {integers[column], integers[3 + column]}).isEqualTo(alone);
    }
    assertThat(integers).containsExactly(8000, 13_000, 205, 16_512, -1750, -20_480);
  }

  private static long[] alone(int exponent, double... cells) {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec spec = new NetworkPortSpec("x", ValueType.REAL, List.of(2), true);
    int x = builder.input(spec, Interval.signed(16), exponent);
    builder.output(
        new NetworkPortSpec("y", ValueType.REAL, List.of(2), true),
        builder.exposure("y", x, Interval.signed(16)));
    TensorData data = TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, cells);
    return builder.build().execute(List.of(), Map.of("x", data)).of(0);
  }

  @Test
  void outputsAreReadWithTheScalesOfTheirSlices() {
    Execution execution = program(false, COLUMNS).execute(List.of(), Map.of("x", TABLE));
    assertThat(execution.outputs().get("y").dequantised())
        .containsExactly(31.25, 52_000, 205 / 16384.0, 64.5, -7000, -1.25);
    Execution.PortValue y = execution.outputs().get("y");
    assertThat(y.scaleExponent(4)).isEqualTo(-2);
    assertThatThrownBy(y::scaleExponent)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("y has scales per slice");
    assertThatThrownBy(() -> y.scaleExponent(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void clampedCellsAreCountedAndShownWithTheRangeOfTheirSlice() {
    IntegerProgram program = program(true, COLUMNS);
    TensorData outside =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, 127, 131_072, 2, 128, -1e9, 1.5);
    Map<String, TensorData> inputs = Map.of("x", outside);
    assertThat(program.execute(List.of(), inputs).warnings())
        .containsExactly(
            new ClampedInput("x[:,0]", 1, 2, -128, 32767 / 256.0),
            new ClampedInput("x[:,1]", 2, 2, -131_072, 131_068),
            new ClampedInput("x[:,2]", 1, 2, -2, 32767 / 16384.0));
    List<InputCell> cells = program.clampedInputs(inputs, 10);
    assertThat(cells)
        .extracting(InputCell::index)
        .containsExactly(List.of(0, 1), List.of(0, 2), List.of(1, 0), List.of(1, 1));
    assertThat(cells.get(1).hi()).isEqualTo(32767 / 16384.0);
    assertThat(program.execute(List.of(), inputs).of(0))
        .containsExactly(32512, 32767, 32767, 32767, -32768, 24576);
  }

  @Test
  void wholeNumbersAreTakenTooAndNaNIsRefused() {
    IntegerProgram program = program(true, new SliceScales(1, List.of(0, -2, 1)));
    TensorData integers =
        TensorData.ofLongs(DataType.INT64, new int[] {2, 3}, 5, 5, 5, 40_000, 6, -7);
    assertThat(program.execute(List.of(), Map.of("x", integers)).of(0))
        .containsExactly(5, 1, 10, 32767, 2, -14);
    TensorData none =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, 0, 0, 0, 0, 0, Double.NaN);
    assertThatThrownBy(() -> program.execute(List.of(), Map.of("x", none)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("NaN at [1, 2]; the model takes -16384.0 to 16383.5");
  }

  @Test
  void scalesThatDoNotFitAreRefused() {
    for (SliceScales wrong :
        List.of(
            new SliceScales(2, List.of(1, 2)),
            new SliceScales(0, List.of(1, 2, 3)),
            new SliceScales(1, List.of(1, 1, 1)),
            new SliceScales(1, List.of(1, 2, 65)))) {
      assertThatThrownBy(() -> program(true, wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    ProgramBuilder builder = new ProgramBuilder(false);
    int x =
        builder.input(
            new NetworkPortSpec("x", ValueType.REAL, SHAPE, true), Interval.signed(16), 3);
    int y = builder.exposure("y", x, Interval.signed(16));
    NetworkPortSpec spec = new NetworkPortSpec("y", ValueType.REAL, SHAPE, true);
    assertThatThrownBy(() -> builder.output(spec, y, new SliceScales(0, List.of(4, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y: the largest scale exponent of a slice is 4, the tensor's is 3");
  }

  @Test
  void damagedScalesAreRefused() throws Exception {
    byte[] bytes = ProgramCodec.encode(program(true, COLUMNS));
    byte[] axis = {1, 8, 0, 0, 0};
    int at = indexOf(bytes, axis);
    for (byte[] change :
        List.of(
            new byte[] {2},
            new byte[] {0},
            new byte[] {1, 65},
            new byte[] {1, 15},
            new byte[] {1, 14, 0, 0, 0, 14, 0, 0, 0})) {
      byte[] damaged = bytes.clone();
      System.arraycopy(change, 0, damaged, at, change.length);
      assertThatThrownBy(() -> ProgramCodec.decode(damaged))
          .isInstanceOf(MalformedFormatException.class);
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + part.length), part)) {
        return i;
      }
    }
  }
}
