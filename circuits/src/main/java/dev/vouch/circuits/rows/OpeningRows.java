package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that rows stand for which are committed already: integers of files of openings
 * (formats.md §6) times their steps. Secret. Not thread-safe.
 */
public final class OpeningRows implements RowData {
  private final OpeningsReader openings;
  private final Map<String, ValueInfo> inputs;
  private final int batch;

  /**
   * Rows of a file.
   *
   * @param openings whose inputs of these names are read; stays the caller's to close
   * @param inputs types and shapes of the network's inputs by name; others are left out
   * @param batch how many rows the network takes at once, along the first axis if more than 1
   */
  public OpeningRows(OpeningsReader openings, Map<String, ValueInfo> inputs, int batch) {
    this.openings = openings;
    this.inputs = new LinkedHashMap<>(inputs);
    this.batch = batch;
  }

  @Override
  public @Nullable Map<String, TensorData> next(int most) throws IOException {
    List<OpenedRow> rows = new ArrayList<>();
    try {
      @Nullable OpenedRow row = openings.next();
      while (row != null) {
        rows.add(row);
        row = rows.size() < most ? openings.next() : null;
      }
    } catch (MalformedCommitmentException e) {
      throw new MalformedTensorException(String.valueOf(e.getMessage()), e);
    }
    return rows.isEmpty() ? null : tensors(rows);
  }

  private Map<String, TensorData> tensors(List<OpenedRow> rows) throws MalformedTensorException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (int i = 0; i < openings.slots().size(); i++) {
      Slot slot = openings.slots().get(i);
      ValueInfo info = inputs.get(slot.name());
      if (info != null && slot.role() == Slot.Role.INPUT) {
        int part = i;
        long[] integers =
            rows.stream()
                .flatMapToLong(row -> LongStream.of(row.parts().get(part).values()))
                .toArray();
        tensors.put(slot.name(), tensor(slot, info, rows.size(), integers));
      }
    }
    return tensors;
  }

  private TensorData tensor(Slot slot, ValueInfo info, int rows, long... integers)
      throws MalformedTensorException {
    int[] shape = info.shape();
    int[] one = batch > 1 ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
    if (Arrays.stream(one).reduce(1, Math::multiplyExact) != slot.format().cells()) {
      throw new MalformedTensorException(
          "the committed rows of '"
              + slot.name()
              + "' have lengths "
              + slot.format().lengths()
              + ", a row of the network "
              + Arrays.toString(one));
    }
    int[] all = new int[one.length + 1];
    all[0] = rows;
    System.arraycopy(one, 0, all, 1, one.length);
    ValueType type = slot.format().type();
    return type == ValueType.INTEGER || type == ValueType.BOOLEAN
        ? TensorData.ofLongs(
            type == ValueType.BOOLEAN ? DataType.BOOL : DataType.INT64, all, integers)
        : TensorData.ofDoubles(
            info.type().isFloating() ? info.type() : DataType.DOUBLE,
            all,
            numbers(slot.format(), integers));
  }

  private static double[] numbers(RowFormat format, long... integers) {
    double[] numbers = new double[integers.length];
    CellScales scales = format.scales();
    FloatOrder order = FloatOrder.of(format.type());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          format.type().isOrder()
              ? order.number(integers[i])
              : Math.scalb((double) integers[i], -scales.exponent(i % format.cells()));
    }
    return numbers;
  }
}
