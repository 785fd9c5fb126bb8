package dev.vouch.circuits.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.StringStringEntryProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDecoderTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void writeData() throws IOException {
    folder = Files.createDirectory(root.resolve("model"));
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    Files.write(folder.resolve("model.onnx.data"), bytes.array());
    Files.write(root.resolve("secret"), new byte[64]);
  }

  private TensorData decode(TensorProto tensor) throws IOException {
    return new TensorDecoder(new ExternalData(folder), new CellBudget(1000)).decode(tensor);
  }

  private static TensorProto.Builder tensor(DataType type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(type.onnxCode());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  private static TensorProto external(String location, String... entries) {
    TensorProto.Builder tensor =
        tensor(DataType.FLOAT, 2).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(
        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
    for (int i = 0; i < entries.length; i += 2) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
    }
    return tensor.build();
  }

  @Test
  void typedDataOfEveryFieldIsRead() throws IOException {
    assertThat(decode(tensor(DataType.FLOAT, 1).addFloatData(0.5f).build()).doubles())
        .containsExactly(0.5);
    assertThat(decode(tensor(DataType.DOUBLE, 1).addDoubleData(0.1).build()).doubles())
        .containsExactly(0.1);
    assertThat(decode(tensor(DataType.INT64, 1).addInt64Data(-9).build()).longs())
        .containsExactly(-9);
    assertThat(decode(tensor(DataType.UINT64, 1).addUint64Data(9).build()).longs())
        .containsExactly(9);
    assertThat(decode(tensor(DataType.UINT32, 1).addUint64Data(0xFFFFFFFFL).build()).longs())
        .containsExactly(0xFFFFFFFFL);
    assertThat(decode(tensor(DataType.INT8, 1).addInt32Data(-3).build()).longs())
        .containsExactly(-3);
    assertThat(decode(tensor(DataType.BOOL, 1).addInt32Data(1).build()).longs()).containsExactly(1);
    assertThat(decode(tensor(DataType.FLOAT16, 1).addInt32Data(0x3C00).build()).doubles())
        .containsExactly(1);
    assertThat(decode(tensor(DataType.BFLOAT16, 1).addInt32Data(0x4049).build()).doubles())
        .containsExactly(3.140625);
  }

  @Test
  void rawDataIsLittleEndian() throws IOException {
    ByteString bytes = ByteString.copyFrom(new byte[] {0, 0x3C, 0, (byte) 0xBC});
    assertThat(decode(tensor(DataType.FLOAT16, 2).setRawData(bytes).build()).doubles())
        .containsExactly(1, -1);
    assertThat(decode(tensor(DataType.UINT16, 2).setRawData(bytes).build()).longs())
        .containsExactly(0x3C00, 0xBC00);
    assertThat(decode(tensor(DataType.INT32).setRawData(bytes).build()).rank()).isZero();
  }

  @Test
  void valuesAndShapeMustAgree() {
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, 2).addFloatData(1).build()))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("'w' has 1 values, but its shape needs 2");
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, 2).setRawData(ByteString.EMPTY).build()))
        .isInstanceOf(MalformedModelException.class);
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, -1).build()))
        .isInstanceOf(MalformedModelException.class);
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, 1L << 40).build()))
        .isInstanceOf(MalformedModelException.class);
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, 1 << 20, 1 << 20).build()))
        .isInstanceOf(MalformedModelException.class);
    assertThatThrownBy(() -> decode(tensor(DataType.FLOAT, 1001).build()))
        .hasMessageContaining("more than 1000 cells");
    assertThatThrownBy(() -> decode(TensorProto.newBuilder().setDataType(8).build()))
        .isInstanceOf(UnsupportedDataTypeException.class);
  }

  private TensorData decode(TensorProto indices, long... dims) throws IOException {
    SparseTensorProto.Builder sparse = SparseTensorProto.newBuilder();
    sparse.setValues(tensor(DataType.FLOAT, 2).addFloatData(5).addFloatData(7)).setIndices(indices);
    Arrays.stream(dims).forEach(sparse::addDims);
    return new TensorDecoder(new ExternalData(folder), new CellBudget(1000)).decode(sparse.build());
  }

  private static TensorProto indices(long[] shape, long... values) {
    TensorProto.Builder indices = tensor(DataType.INT64, shape);
    Arrays.stream(values).forEach(indices::addInt64Data);
    return indices.build();
  }

  @Test
  void sparseTensorsAreFilledWithZeros() throws IOException {
    TensorData wanted = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, 0, 5, 0, 0, 0, 7);
    assertThat(decode(indices(new long[] {2}, 1, 5), 2, 3)).isEqualTo(wanted);
    assertThat(decode(indices(new long[] {2, 2}, 0, 1, 1, 2), 2, 3)).isEqualTo(wanted);
    assertThat(decode(indices(new long[] {2}, 1, 2), 3).doubles()).containsExactly(0, 5, 7);
  }

  @Test
  void sparseTensorsOutOfTheirShapeAreRefused() {
    for (TensorProto wrong :
        List.of(
            indices(new long[] {2}, 1, 6),
            indices(new long[] {2}, -1, 2),
            indices(new long[] {2, 2}, 0, 1, 0, 3),
            indices(new long[] {3}, 0, 1, 2),
            indices(new long[] {1}, 0))) {
      assertThatThrownBy(() -> decode(wrong, 2, 3))
          .isInstanceOf(MalformedModelException.class)
          .hasMessageContaining("sparse");
    }
    assertThatThrownBy(() -> decode(indices(new long[] {2}, 0, 1), 1 << 20, 1 << 5))
        .hasMessageContaining("cells");
  }

  @Test
  void externalDataIsReadFromItsOffset() throws IOException {
    assertThat(decode(external("model.onnx.data")).doubles()).containsExactly(1, 2);
    assertThat(decode(external("model.onnx.data", "offset", "8", "length", "8")).doubles())
        .containsExactly(3, 4);
    assertThat(decode(external("./model.onnx.data", "offset", "4")).doubles())
        .containsExactly(2, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../secret",
        "a/../../secret",
        "missing",
        ".",
        "..\\secret",
        "a\0b",
        "link",
        "folderlink/secret"
      })
  void locationsOutsideTheFolderAreRefused(String location) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("folderlink"), root);
    assertThatThrownBy(() -> decode(external(location)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("external data of tensor 'w'");
  }

  @Test
  void absoluteLocationsAreRefused() {
    assertThatThrownBy(() -> decode(external(root.resolve("secret").toString())))
        .hasMessageContaining("relative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "9223372036854775807", "-4", "x", "99999999999999999999"})
  void offsetsBeyondTheFileAreRefused(String offset) {
    assertThatThrownBy(() -> decode(external("model.onnx.data", "offset", offset)))
        .isInstanceOf(MalformedModelException.class);
  }

  @Test
  void lengthsMustBeWhatTheShapeNeeds() {
    assertThatThrownBy(() -> decode(external("model.onnx.data", "length", "12")))
        .hasMessageContaining("length 12");
  }
}
