package dev.vouch.verifier;

import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpeningCheck;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A named input or output of a verified inference: its integers, or the commitment to them if it is
 * hidden. Immutable.
 */
public final class VerifiedTensor {
  private final String name;
  private final ValueType type;
  private final List<Integer> shape;
  private final int scaleExponent;
  private final @Nullable SliceScales slices;
  private final CellScales scales;
  private final long size;
  private final long @Nullable [] integers;
  private final @Nullable HiddenTensor hidden;
  private final @Nullable PublicInput input;

  /** An output, or a part of an input. */
  VerifiedTensor(
      String name,
      ValueType type,
      List<Integer> shape,
      int scaleExponent,
      @Nullable SliceScales slices,
      long @Nullable [] integers,
      @Nullable HiddenTensor hidden) {
    this(name, type, shape, scaleExponent, slices, integers, hidden, null);
  }

  VerifiedTensor(
      String name,
      ValueType type,
      List<Integer> shape,
      int scaleExponent,
      @Nullable SliceScales slices,
      long @Nullable [] integers,
      @Nullable HiddenTensor hidden,
      @Nullable PublicInput input) {
    this.name = name;
    this.type = type;
    this.shape = List.copyOf(shape);
    this.scaleExponent = scaleExponent;
    this.slices = slices;
    this.scales = CellScales.of(scaleExponent, this.shape, slices);
    this.size = this.shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    this.integers = integers;
    this.hidden = hidden;
    this.input = input;
  }

  /** The ONNX name. */
  public String name() {
    return name;
  }

  /** How the integers are read. */
  public ValueType type() {
    return type;
  }

  /** The ONNX shape. */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * e, if all cells have one scale: a real value is integer · 2^-e.
   *
   * @throws IllegalStateException if the scales differ along an axis
   */
  public int scaleExponent() {
    if (slices != null) {
      throw new IllegalStateException(
          name
              + " has a scale for each slice along axis "
              + slices.axis()
              + "; scaleExponent(cell) gives a cell's");
    }
    return scaleExponent;
  }

  /**
   * e of a cell: its real value is integer · 2^-e.
   *
   * @param cell row-major
   * @throws IndexOutOfBoundsException if the tensor has no such cell
   */
  public int scaleExponent(int cell) {
    return scales.exponent(Objects.checkIndex(cell, size));
  }

  /**
   * The axis of {@link #shape} along which the scales differ, from 0; empty if all cells have one.
   */
  public OptionalInt scaleAxis() {
    return slices == null ? OptionalInt.empty() : OptionalInt.of(slices.axis());
  }

  /** e of every slice along {@link #scaleAxis}; a single one if all cells have one scale. */
  public List<Integer> scaleExponents() {
    return slices == null ? List.of(scaleExponent) : slices.exponents();
  }

  /** Whether only a commitment is known. */
  public boolean isHidden() {
    return integers == null;
  }

  /**
   * The integers, row-major, a fresh array.
   *
   * @throws IllegalStateException if the tensor is hidden
   */
  public long[] integers() {
    if (integers == null) {
      throw new IllegalStateException(name + " is hidden; only its commitment is known");
    }
    return integers.clone();
  }

  /**
   * An entry of the first axis, as a tensor whose first axis has length 1: what belongs to one row
   * of a batch.
   *
   * @param index from 0
   * @throws IndexOutOfBoundsException if the first axis has no such entry, or the tensor no axis
   * @throws IllegalStateException if the tensor is hidden: the commitment is to all of it
   */
  public VerifiedTensor entry(int index) {
    int count = shape.isEmpty() ? 0 : shape.get(0);
    Objects.checkIndex(index, count);
    int cells = (int) (size / count);
    long[] all = integers();
    List<Integer> entryShape = new ArrayList<>(shape);
    entryShape.set(0, 1);
    SliceScales own = slices != null && slices.axis() == 0 ? slices : null;
    return new VerifiedTensor(
        name,
        type,
        entryShape,
        own == null ? scaleExponent : own.exponents().get(index),
        own == null ? slices : null,
        Arrays.copyOfRange(all, index * cells, (index + 1) * cells),
        null);
  }

  /**
   * The tensor id, 32 bytes, a fresh array: equal ids mean equal integers and equal scales, so that
   * the output of one proof can be the input of another (protocol.md §2.2).
   *
   * @throws IllegalStateException if the tensor is public
   */
  public byte[] commitment() {
    return hidden().id().clone();
  }

  /**
   * The points that commit to it, 32 bytes each, a fresh array. Under equal formats ({@link
   * #rowFormat}) equal points mean equal values.
   *
   * @throws IllegalStateException if the tensor is public
   */
  public byte[] points() {
    return hidden().points().clone();
  }

  /**
   * What the points of one of its rows mean (formats.md §6).
   *
   * @throws IllegalStateException if the tensor is public
   * @throws NoRowFormatException if its rows have no points of their own
   */
  public RowFormat rowFormat() throws NoRowFormatException {
    return RowFormat.of(hidden().circuit(), hidden().port());
  }

  private HiddenTensor hidden() {
    if (hidden == null) {
      throw new IllegalStateException(name + " is public; it has integers and no commitment");
    }
    return hidden;
  }

  /**
   * The points of its rows, as many as the circuit takes at once; of a public input the hashes of
   * its rows.
   *
   * @throws IllegalStateException if it is a public output
   * @throws NoRowFormatException if its rows have no points of their own, or are not apart
   */
  public CommittedRows committedRows() throws NoRowFormatException {
    return input != null && integers != null ? input.rows(integers) : hidden().rows();
  }

  /**
   * The id of its rows, of all that the circuit takes at once (formats.md §9): that of data whose
   * owner committed to them, or, of a public input, that of rows that everyone may see. Unlike
   * {@link #commitment} it depends neither on names of axes nor on how many rows a proof takes.
   *
   * @throws IllegalStateException if it is a public output
   * @throws NoRowFormatException as {@link #committedRows}
   */
  public InputId commitmentId() throws NoRowFormatException {
    return committedRows().id();
  }

  /**
   * What an opening shows of it. One proof does not say which rows of the data it is about: row k
   * of the opening is taken to be entry k mod batch of it, as {@code prove --sample} has it. {@link
   * dev.vouch.verifier.rows.RowOpening} opens rows of which the number is proven.
   *
   * @return the opened row, or sum of rows, as a tensor with integers; where the circuit takes
   *     several rows at once its first axis has length 1
   * @throws OpeningRejectedException if it is no opening of this tensor
   * @throws IllegalStateException if the tensor is public
   */
  public VerifiedTensor opensTo(TensorOpening opening) throws OpeningRejectedException {
    HiddenTensor own = hidden();
    if (!opening.name().equals(name) || opening.role() != own.role()) {
      throw OpeningCheck.noSuchTensor(opening, "this is " + own.role().word() + " '" + name + "'");
    }
    try {
      CommittedRows rows = own.rows();
      OpeningCheck check = new OpeningCheck(opening);
      check.add(rows, opening.firstRow() / rows.rows() * rows.rows(), rows.rows());
      return opened(check);
    } catch (NoRowFormatException e) {
      throw OpeningCheck.noSuchTensor(opening, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What an opening shows of it, or of other rows of the same input or output.
   *
   * @param check has seen the rows; what it finds is asked here
   * @return as {@link #opensTo}
   * @throws OpeningRejectedException if it is no opening of these rows
   * @throws IllegalStateException if the tensor is public
   */
  public VerifiedTensor opened(OpeningCheck check) throws OpeningRejectedException {
    check.finish();
    TensorOpening opening = check.opening();
    List<Integer> rowShape = new ArrayList<>(shape);
    if (hidden().takes() > 1) {
      rowShape.set(0, 1);
    }
    return new VerifiedTensor(
        name, type, rowShape, scaleExponent, slices, opening.values().clone(), null);
  }

  @Override
  public String toString() {
    return name + shape + (integers == null ? " (hidden)" : "");
  }
}
