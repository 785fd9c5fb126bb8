package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.ClampedInput;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.InputQuantiser;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The integers of single rows, as the network of a key takes them: those that a proof of the rows
 * is about. Only the key is needed, no program. Counts what is cut off. Not thread-safe.
 */
public final class RowIntegers {
  private final List<Input> inputs;
  private final int batch;
  private long count;

  /** An input, and by slice how many of its values were cut off. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Input(
      String name,
      ValueType type,
      @Nullable SliceScales slices,
      CellScales scales,
      long lo,
      long hi,
      long cells,
      long[] outside) {}

  private RowIntegers(List<Input> inputs, int batch) {
    this.inputs = inputs;
    this.batch = batch;
  }

  /**
   * Of inputs of a model.
   *
   * @param names of inputs, in the order in which their integers are wanted
   * @throws NoRowFormatException if the model takes no rows
   * @throws IllegalArgumentException if there is no such input
   */
  public static RowIntegers of(ModelKey key, List<String> names) throws NoRowFormatException {
    List<Input> inputs = new ArrayList<>();
    for (String name : names) {
      inputs.add(
          key.inputs().stream()
              .filter(each -> each.name().equals(name))
              .map(RowIntegers::input)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no input " + name)));
    }
    return new RowIntegers(inputs, key.rows());
  }

  private static Input input(ModelPort port) {
    Tensor tensor = port.circuit().tensors().get(port.port().tensor());
    long cells = tensor.size() / port.circuit().rows();
    if (tensor instanceof Tensor.Public shown) {
      return input(port.port(), cells, shown.lo(), shown.hi(), shown.scaleExponent());
    }
    Tensor.Committed hidden = (Tensor.Committed) tensor;
    return input(port.port(), cells, hidden.lo(), hidden.hi(), hidden.scaleExponent());
  }

  private static Input input(Port port, long cells, long lo, long hi, int scaleExponent) {
    CellScales scales = port.scales(scaleExponent);
    long[] outside = new long[scales.slices()];
    return new Input(port.name(), port.type(), port.slices(), scales, lo, hi, cells, outside);
  }

  /** Of inputs of these formats, whatever network takes them; each batch is one row. */
  public static RowIntegers ofFormats(List<Slot> slots) {
    List<Input> inputs = new ArrayList<>();
    for (Slot slot : slots) {
      RowFormat format = slot.format();
      CellScales scales = format.scales();
      inputs.add(
          new Input(
              slot.name(),
              format.type(),
              format.slices(),
              scales,
              format.lo(),
              format.hi(),
              format.cells(),
              new long[scales.slices()]));
    }
    return new RowIntegers(inputs, 1);
  }

  /** The inputs of a model as data files are read for them. */
  public static List<NetworkPort> ports(ModelKey key) {
    return key.inputs().stream().map(RowIntegers::port).toList();
  }

  private static NetworkPort port(ModelPort input) {
    Port port = input.port();
    return new NetworkPort(
        port.name(),
        port.type(),
        port.shape(),
        port.tensor(),
        input.isHidden(),
        port.slices(),
        false);
  }

  /** Inputs of these formats as data files are read for them, one row at a time. */
  public static List<NetworkPort> portsOfFormats(List<Slot> slots) {
    List<NetworkPort> ports = new ArrayList<>();
    for (Slot slot : slots) {
      List<Integer> shape = new ArrayList<>(List.of(1));
      shape.addAll(slot.format().lengths());
      SliceScales slices = slot.format().slices();
      ports.add(
          new NetworkPort(
              slot.name(),
              slot.format().type(),
              shape,
              ports.size(),
              true,
              slices == null ? null : new SliceScales(slices.axis() + 1, slices.exponents()),
              false));
    }
    return ports;
  }

  /**
   * The integers of a row: one array an input, in their order.
   *
   * @param rows a batch with the row
   * @param entry which row of it, from 0
   * @throws InvalidInputException if a value is not finite, or an integer outside its range; the
   *     message says in which row of the data
   */
  public List<long[]> of(RowBatch rows, int entry) {
    Objects.checkIndex(entry, rows.range().rows());
    List<long[]> integers = new ArrayList<>();
    for (Input input : inputs) {
      TensorData all = Objects.requireNonNull(rows.inputs().get(input.name()));
      try {
        integers.add(integers(input, batch == 1 ? all : row(all, entry)));
      } catch (InvalidInputException e) {
        throw e.inRow(rows.range().first() + entry);
      }
    }
    count++;
    return integers;
  }

  private TensorData row(TensorData all, int entry) {
    int cells = all.size() / batch;
    int[] shape = all.shape().clone();
    shape[0] = 1;
    return all.gather(IntStream.range(entry * cells, (entry + 1) * cells).toArray(), shape);
  }

  private long[] integers(Input input, TensorData row) {
    if (input.type().isOrder()) {
      FloatOrder order = FloatOrder.of(input.type());
      return Arrays.stream(row.toDoubles()).mapToLong(order::place).toArray();
    }
    long[] integers =
        InputQuantiser.quantise(input.name(), row, input.scales(), input.lo(), input.hi());
    if (input.type() == ValueType.REAL) {
      count(input, row);
    }
    return integers;
  }

  private static void count(Input input, TensorData row) {
    long[] outside = InputQuantiser.outside(row, input.scales(), input.lo(), input.hi());
    for (int slice = 0; slice < outside.length; slice++) {
      input.outside()[slice] += outside[slice];
    }
  }

  /** The inputs, or slices, of which values were cut off so far: how many, never which values. */
  public List<ClampedInput> clamped() {
    List<ClampedInput> clamped = new ArrayList<>();
    for (Input input : inputs) {
      for (int slice = 0; slice < input.outside().length; slice++) {
        if (input.outside()[slice] > 0) {
          int exponent = input.scales().sliceExponent(slice);
          clamped.add(
              new ClampedInput(
                  name(input, slice),
                  input.outside()[slice],
                  count * (input.cells() / input.outside().length),
                  Math.scalb((double) input.lo(), -exponent),
                  Math.scalb((double) input.hi(), -exponent)));
        }
      }
    }
    return clamped;
  }

  private static String name(Input input, int slice) {
    return input.slices() == null
        ? input.name()
        : input.name() + "[" + ":,".repeat(input.slices().axis()) + slice + "]";
  }
}
