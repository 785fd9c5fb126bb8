package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the format of a port's rows in its circuit (formats.md §6, "One row"). Stateless. */
final class PortRows {
  private PortRows() {}

  static RowFormat format(Circuit circuit, Port port) throws NoRowFormatException {
    if (!(circuit.tensors().get(port.tensor()) instanceof Tensor.Committed tensor)) {
      throw none(port, "it is public: a proof shows its values, there is nothing to open");
    }
    int rows = circuit.rows();
    List<Integer> row = rowLengths(tensor.shape(), rows, port);
    if (tensor.columnBits() > PaddedSpace.of(row).bits()) {
      throw none(
          port,
          "a commitment of it spans several of the "
              + rows
              + " rows of a proof; compile the model again with this vouch");
    }
    return of(
        port,
        row,
        tensor.columnBits(),
        tensor.lo(),
        tensor.hi(),
        tensor.scaleExponent(),
        slices(port, row, rows));
  }

  /** The format of rows that a proof shows (formats.md §9): there are no points. */
  static RowFormat publicFormat(Circuit circuit, Port port) throws NoRowFormatException {
    if (!(circuit.tensors().get(port.tensor()) instanceof Tensor.Public tensor)) {
      throw none(port, "it is hidden");
    }
    List<Integer> row = rowLengths(tensor.shape(), circuit.rows(), port);
    return of(
        port,
        row,
        0,
        tensor.lo(),
        tensor.hi(),
        tensor.scaleExponent(),
        slices(port, row, circuit.rows()));
  }

  private static RowFormat of(
      Port port,
      List<Integer> row,
      int columnBits,
      long lo,
      long hi,
      int scaleExponent,
      @Nullable SliceScales slices)
      throws NoRowFormatException {
    Optional<String> misfit =
        RowFormat.misfit(row, columnBits, lo, hi, scaleExponent, port.type(), slices);
    if (misfit.isPresent()) {
      throw none(port, misfit.get());
    }
    return new RowFormat(row, columnBits, lo, hi, scaleExponent, port.type(), slices);
  }

  private static List<Integer> rowLengths(List<Integer> shape, int rows, Port port)
      throws NoRowFormatException {
    List<Integer> row = shape;
    if (rows > 1) {
      if (shape.isEmpty() || shape.get(0) != rows) {
        throw none(port, "its tensor " + shape + " does not have the rows as its first axis");
      }
      row = shape.subList(1, shape.size());
    }
    int ones = 0;
    while (ones < row.size() && row.get(ones) == 1) {
      ones++;
    }
    return row.subList(ones, row.size());
  }

  /** The port's scales, along the axis of the row that has their number and their stride. */
  private static @Nullable SliceScales slices(Port port, List<Integer> row, int rows)
      throws NoRowFormatException {
    SliceScales slices = port.slices();
    if (slices == null) {
      return null;
    }
    if (rows > 1 && slices.axis() == 0) {
      throw none(port, "its rows have scales that differ");
    }
    long wanted = stride(port.shape(), slices.axis());
    for (int axis = 0; axis < row.size(); axis++) {
      if (row.get(axis) == slices.exponents().size() && stride(row, axis) == wanted) {
        return new SliceScales(axis, slices.exponents());
      }
    }
    throw none(port, "no axis of its tensor has the scales of its slices");
  }

  private static long stride(List<Integer> shape, int axis) {
    long stride = 1;
    for (int length : shape.subList(axis + 1, shape.size())) {
      stride *= length;
    }
    return stride;
  }

  private static NoRowFormatException none(Port port, String why) {
    return new NoRowFormatException("rows of '" + port.name() + "' have no commitments: " + why);
  }
}
