package dev.vouch.circuits.onnx;

import dev.vouch.circuits.onnx.proto.StringStringEntryProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensor data held in files beside the model (onnx.proto, {@code TensorProto.external_data}:
 * location, offset, length). A location is a relative path that stays inside the model's folder,
 * also when symbolic links are followed.
 */
public final class ExternalData {
  private final Path folder;
  private final Map<Path, Long> read = new HashMap<>();

  /**
   * The bytes of a tensor, little-endian.
   *
   * @param again whether more was read of the file by now than it holds, so that tensors share it
   */
  record Piece(ByteBuffer bytes, boolean again) {}

  /**
   * External data of one model.
   *
   * @param folder where the model file lies
   */
  public ExternalData(Path folder) {
    this.folder = folder;
  }

  /**
   * The bytes of a tensor, little-endian.
   *
   * @param needed how many its type and shape need
   * @throws MalformedModelException if the entry is broken, points outside the folder, or the file
   *     is too short
   */
  Piece read(TensorProto tensor, long needed) throws IOException {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    Path file = resolve(entries.getOrDefault("location", ""), tensor.getName());
    long offset = number(entries.getOrDefault("offset", "0"), tensor.getName());
    long length = number(entries.getOrDefault("length", Long.toString(needed)), tensor.getName());
    if (length != needed || needed > Integer.MAX_VALUE) {
      throw malformed(
          tensor.getName(), "has length " + length + ", but its type and shape need " + needed);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (offset > channel.size() - length) {
        throw malformed(
            tensor.getName(),
            "ends after " + file.getFileName() + ", which has " + channel.size() + " bytes");
      }
      ByteBuffer bytes =
          length == 0
              ? ByteBuffer.allocate(0)
              : channel
                  .map(FileChannel.MapMode.READ_ONLY, offset, length)
                  .order(ByteOrder.LITTLE_ENDIAN);
      return new Piece(bytes, read.merge(file, length, Math::addExact) > channel.size());
    }
  }

  private Path resolve(String location, String tensor) throws IOException {
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw malformed(tensor, "has an unusable location");
    }
    if (location.isEmpty() || relative.isAbsolute() || location.contains("\\")) {
      throw malformed(tensor, "needs a relative location, got '" + location + "'");
    }
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        throw malformed(
            tensor, "has the location '" + location + "', which leaves the model's folder");
      }
    }
    Path file = folder.resolve(relative);
    if (!Files.isRegularFile(file)) {
      throw malformed(tensor, "is in the file '" + location + "', which is not beside the model");
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw malformed(
          tensor, "has the location '" + location + "', a symbolic link out of the model's folder");
    }
    return file;
  }

  private static long number(String text, String tensor) throws MalformedModelException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a negative number.
    }
    throw malformed(tensor, "has an offset or length that is no number: '" + text + "'");
  }

  private static MalformedModelException malformed(String tensor, String problem) {
    return new MalformedModelException("external data of tensor '" + tensor + "' " + problem);
  }
}
