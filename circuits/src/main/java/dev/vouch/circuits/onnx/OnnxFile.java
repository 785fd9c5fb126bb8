package dev.vouch.circuits.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** ONNX files as protobuf messages. */
public final class OnnxFile {
  private static final int MAX_NESTING = 100;

  private OnnxFile() {}

  /**
   * Reads a model.
   *
   * @param maxBytes largest file that is read
   * @throws MalformedModelException if the file is larger, or is no ONNX model; what it is instead
   *     is said where that can be told
   */
  public static ModelProto readModel(Path file, long maxBytes) throws IOException {
    byte[] bytes = readBytes(file, maxBytes);
    try {
      ModelProto model = ModelProto.parseFrom(input(bytes));
      if (model.hasGraph() && model.getIrVersion() > 0) {
        return model;
      }
    } catch (InvalidProtocolBufferException e) {
      throw notAModel(file, bytes, String.valueOf(e.getMessage()), e);
    }
    throw notAModel(file, bytes, "it has no graph or no IR version", null);
  }

  private static MalformedModelException notAModel(
      Path file, byte[] bytes, String why, @Nullable Exception cause) {
    String message =
        ForeignFormat.of(file, bytes)
            .map(format -> "is " + format.what() + ", no ONNX model; " + format.help())
            .orElse("is no ONNX model: " + why);
    return new MalformedModelException(file.getFileName() + " " + message, cause);
  }

  /**
   * Reads one tensor, the {@code .pb} form of ONNX's test data.
   *
   * @throws MalformedModelException if the file is larger, or is no ONNX tensor
   */
  public static TensorProto readTensor(Path file, long maxBytes) throws IOException {
    try {
      return TensorProto.parseFrom(input(readBytes(file, maxBytes)));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedModelException(file.getFileName() + " is no ONNX tensor", e);
    }
  }

  private static byte[] readBytes(Path file, long maxBytes) throws IOException {
    long limit = Math.min(maxBytes, Integer.MAX_VALUE - 8);
    try (InputStream in = Files.newInputStream(file)) {
      // Not Files.size: the file may be a pipe, or grow.
      byte[] bytes = in.readNBytes((int) limit);
      if (in.read() >= 0) {
        throw new MalformedModelException(
            file.getFileName() + " is larger than " + limit + " bytes");
      }
      return bytes;
    }
  }

  private static CodedInputStream input(byte[] bytes) {
    ByteString shared = UnsafeByteOperations.unsafeWrap(bytes);
    CodedInputStream in = shared.newCodedInput();
    // Raw tensor data stays in the file's bytes instead of being copied.
    in.enableAliasing(true);
    in.setRecursionLimit(MAX_NESTING);
    return in;
  }
}
