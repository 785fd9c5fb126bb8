package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FormatWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the points of a row mean (formats.md §6): under equal formats equal points are commitments
 * to equal values, whatever the circuit and however many rows it takes. Immutable.
 *
 * @param lengths of one row of the tensor, without leading axes of length 1
 * @param columnBits c_T: a point holds the cells of 2^c_T addresses
 * @param lo the least integer of a cell
 * @param hi the greatest one
 * @param scaleExponent value = integer · 2^-scaleExponent; with {@code slices} the largest of
 *     theirs
 * @param type how integers are read
 * @param slices scales along an axis of {@code lengths}; null: one for all cells
 */
public record RowFormat(
    List<Integer> lengths,
    int columnBits,
    long lo,
    long hi,
    int scaleExponent,
    ValueType type,
    @Nullable SliceScales slices) {
  /** The most bytes that values and blinders of a row may have in a file. */
  public static final long MAX_BYTES = 1L << 27;

  /**
   * A format.
   *
   * @throws IllegalArgumentException if there is none like this; {@link #misfit} says why
   */
  public RowFormat {
    lengths = List.copyOf(lengths);
    misfit(lengths, columnBits, lo, hi, scaleExponent, type, slices)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
  }

  /**
   * The format of the rows of a hidden input or output.
   *
   * @param circuit a valid one
   * @param port of the circuit
   * @throws NoRowFormatException if its rows have no points of their own
   */
  public static RowFormat of(Circuit circuit, Port port) throws NoRowFormatException {
    return PortRows.format(circuit, port);
  }

  /** Why there is no format of these numbers; empty if there is one. */
  static Optional<String> misfit(
      List<Integer> lengths,
      int columnBits,
      long lo,
      long hi,
      int scaleExponent,
      ValueType type,
      @Nullable SliceScales slices) {
    if (lengths.size() > Limits.MAX_RANK || lengths.stream().anyMatch(length -> length < 1)) {
      return Optional.of("rows of lengths " + lengths);
    }
    if (!lengths.isEmpty() && lengths.get(0) == 1) {
      return Optional.of("a leading axis of length 1 belongs to no format");
    }
    PaddedSpace space = PaddedSpace.of(lengths);
    if (space.bits() > Limits.MAX_TENSOR_BITS) {
      return Optional.of("rows of lengths " + lengths + " have too many cells");
    }
    if (columnBits < 0 || columnBits > Math.min(space.bits(), Limits.MAX_WIDTH_BITS)) {
      return Optional.of(columnBits + " column bits for lengths " + lengths);
    }
    if (lo > hi || lo < -Limits.MAX_MAGNITUDE || hi > Limits.MAX_MAGNITUDE) {
      return Optional.of("the range " + lo + " to " + hi);
    }
    long width = FormatWriter.signedWidth(lo, hi);
    if (space.cells() > MAX_BYTES
        || space.cells() * width + space.rows(columnBits) * PrimeField.BYTES > MAX_BYTES) {
      return Optional.of("a row of lengths " + lengths + " has more than " + MAX_BYTES + " bytes");
    }
    if (slices == null) {
      return Optional.empty();
    }
    return type == ValueType.REAL
        ? slices.misfit(lengths, scaleExponent)
        : Optional.of("scales of slices for values of type " + type);
  }

  /**
   * The same with points of other columns.
   *
   * @throws IllegalArgumentException if there are none such; {@code misfit} says why
   */
  public RowFormat withColumnBits(int bits) {
    return new RowFormat(lengths, bits, lo, hi, scaleExponent, type, slices);
  }

  /** Cells of a row. */
  public int cells() {
    return Math.toIntExact(space().cells());
  }

  /** Points of a row, and blinders. */
  public int points() {
    return Math.toIntExact(space().rows(columnBits));
  }

  /** Bytes of a value in files. */
  public int valueBytes() {
    return FormatWriter.signedWidth(lo, hi);
  }

  /** Bytes of the points of a row, and of its blinders. */
  public int pointBytes() {
    return points() * PrimeField.BYTES;
  }

  /** Bytes of the values and blinders of a row in a file of openings. */
  int openedBytes() {
    return cells() * valueBytes() + pointBytes();
  }

  /** The scales of a row's cells. */
  public CellScales scales() {
    return CellScales.of(scaleExponent, lengths, slices);
  }

  /** The padded addresses of a row's cells. */
  PaddedSpace space() {
    return PaddedSpace.of(lengths);
  }

  /** Whether a value is one of a cell. */
  boolean holds(long value) {
    return value >= lo && value <= hi;
  }

  /** Whether a value is a sum of {@code rows} values of a cell, and within ±2^62. */
  boolean holdsSum(long value, long rows) {
    return value >= times(lo, rows) && value <= times(hi, rows);
  }

  /** bound · rows, cut off at ±2^62. */
  private static long times(long bound, long rows) {
    boolean fits = Math.multiplyHigh(bound, rows) == (bound * rows) >> (Long.SIZE - 1);
    long product = fits ? bound * rows : bound < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    return Math.max(-Limits.MAX_MAGNITUDE, Math.min(Limits.MAX_MAGNITUDE, product));
  }
}
