package dev.vouch.circuits.onnx;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.ElementReader;
import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * {@code TensorProto} to {@link TensorData}: raw, typed and external data of every supported
 * element type.
 */
public final class TensorDecoder {
  private static final int MAX_RANK = 64;

  private final ExternalData externalData;
  private final CellBudget budget;

  /**
   * A decoder for the tensors of one model.
   *
   * @param budget from which each decoded tensor takes its cells
   */
  public TensorDecoder(ExternalData externalData, CellBudget budget) {
    this.externalData = externalData;
    this.budget = budget;
  }

  /**
   * Decodes one tensor.
   *
   * @throws MalformedModelException if values and shape do not fit together, or the external data
   *     cannot be read
   * @throws UnsupportedDataTypeException if the element type is not supported
   */
  public TensorData decode(TensorProto tensor) throws IOException {
    DataType type = DataType.ofOnnxCode(tensor.getDataType());
    if (tensor.hasSegment()) {
      throw malformed(tensor, "is split into segments, which is not supported");
    }
    int[] shape = shape(tensor, tensor.getDimsList());
    int size = Shape.size(shape);
    try {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        ExternalData.Piece piece = externalData.read(tensor, (long) size * type.bytes());
        if (piece.again()) {
          budget.grow(size, tensor.getName());
        } else {
          budget.store(size, tensor.getName());
        }
        return ElementReader.read(type, shape, piece.bytes());
      }
      budget.store(size, tensor.getName());
      if (tensor.hasRawData()) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return ElementReader.read(type, shape, raw);
      }
      return typed(tensor, type, shape, size);
    } catch (InvalidShapeException e) {
      throw malformed(tensor, "is broken: " + e.getMessage());
    }
  }

  /**
   * A tensor that is stored in another file, with its values inside.
   *
   * @throws MalformedModelException as {@link #decode(TensorProto)}
   */
  public TensorProto inside(TensorProto tensor) throws IOException {
    DataType type = DataType.ofOnnxCode(tensor.getDataType());
    long size = Shape.size(shape(tensor, tensor.getDimsList()));
    ExternalData.Piece piece = externalData.read(tensor, size * type.bytes());
    return tensor.toBuilder()
        .clearDataLocation()
        .clearExternalData()
        .setRawData(ByteString.copyFrom(piece.bytes()))
        .build();
  }

  /**
   * The shape of a tensor of strings.
   *
   * @throws MalformedModelException if it has not as many strings as its shape says
   */
  public int[] shapeOfTexts(TensorProto tensor) throws MalformedModelException {
    int[] shape = shape(tensor, tensor.getDimsList());
    int size = Shape.size(shape);
    budget.store(size, tensor.getName());
    if (tensor.getStringDataCount() != size) {
      throw malformed(
          tensor, "has " + tensor.getStringDataCount() + " strings, but its shape needs " + size);
    }
    return shape;
  }

  /**
   * Decodes a sparse tensor: values, and where they stand, as indices of the flattened tensor or of
   * each axis ({@code SparseTensorProto}). All others are 0.
   *
   * @throws MalformedModelException if indices lie outside, or are not those of the values
   * @throws UnsupportedDataTypeException if the element type is not supported
   */
  public TensorData decode(SparseTensorProto sparse) throws IOException {
    TensorProto named = sparse.getValues();
    TensorData values = decode(named);
    TensorData indices = decode(sparse.getIndices());
    int[] shape = shape(named, sparse.getDimsList());
    int size = Shape.size(shape);
    budget.grow(size, named.getName());
    boolean ofAxes = indices.rank() == 2 && indices.shape()[1] == shape.length;
    int count = values.size();
    if (indices.isFloating() || indices.size() != (ofAxes ? count * shape.length : count)) {
      throw malformed(named, "is sparse with " + count + " values at indices " + indices);
    }
    int[] source = new int[size];
    Arrays.fill(source, -1);
    for (int i = 0; i < count; i++) {
      long cell = ofAxes ? cell(indices.longs(), i, shape) : indices.longs()[i];
      if (cell < 0 || cell >= size) {
        throw malformed(named, "is sparse with an index outside of its shape");
      }
      source[(int) cell] = i;
    }
    return values.gather(source, shape);
  }

  /** The cell of the flattened tensor; -1 if an index is outside of its axis. */
  private static long cell(long[] indices, int entry, int[] shape) {
    long cell = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      long index = indices[entry * shape.length + axis];
      if (index < 0 || index >= shape[axis]) {
        return -1;
      }
      cell = cell * shape[axis] + index;
    }
    return cell;
  }

  private static int[] shape(TensorProto tensor, List<Long> lengths)
      throws MalformedModelException {
    int[] shape = new int[lengths.size()];
    if (shape.length > MAX_RANK) {
      throw malformed(tensor, "has " + shape.length + " axes");
    }
    for (int axis = 0; axis < shape.length; axis++) {
      long length = lengths.get(axis);
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw malformed(tensor, "has an axis of length " + length);
      }
      shape[axis] = (int) length;
    }
    try {
      Shape.size(shape);
    } catch (InvalidShapeException e) {
      throw malformed(tensor, "is too large: " + e.getMessage());
    }
    return shape;
  }

  private static TensorData typed(TensorProto tensor, DataType type, int[] shape, int size)
      throws MalformedModelException {
    List<? extends Number> source =
        switch (type) {
          case FLOAT -> tensor.getFloatDataList();
          case DOUBLE -> tensor.getDoubleDataList();
          case INT64 -> tensor.getInt64DataList();
          case UINT32, UINT64 -> tensor.getUint64DataList();
          default -> tensor.getInt32DataList();
        };
    if (source.size() != size) {
      throw malformed(tensor, "has " + source.size() + " values, but its shape needs " + size);
    }
    if (type.isFloating()) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] =
            switch (type) {
              case FLOAT -> tensor.getFloatData(i);
              case DOUBLE -> tensor.getDoubleData(i);
              default -> ElementReader.ofBits(type, tensor.getInt32Data(i));
            };
      }
      return TensorData.ofDoubles(type, shape, values);
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          type.wrap(
              switch (type) {
                case INT64 -> tensor.getInt64Data(i);
                case UINT32, UINT64 -> tensor.getUint64Data(i);
                default -> tensor.getInt32Data(i);
              });
    }
    return TensorData.ofLongs(type, shape, values);
  }

  private static MalformedModelException malformed(TensorProto tensor, String problem) {
    return new MalformedModelException("tensor '" + tensor.getName() + "' " + problem);
  }
}
