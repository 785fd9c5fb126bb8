package dev.vouch.circuits.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of data that announce or unpack to very much are refused before memory is taken. */
class UnboundedDataTest {
  private static final long MOST_BYTES = 96L << 20;
  private static final Map<String, ValueInfo> INPUT =
      Map.of("x", new ValueInfo(DataType.FLOAT, 1, 4));

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("input"), bytes);
  }

  private static void refused(Path file, Map<String, ValueInfo> infos, String message) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> InputReader.read(file, infos, FormatOptions.defaults()))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining(message);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
  }

  private static byte[] npyHeader(String type, String shape) {
    String dict = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    out.writeBytes(
        (dict + " ".repeat(117 - dict.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  @Test
  void npyHeaders() throws IOException {
    refused(file(npyHeader("<f4", "1099511627776,")), INPUT, "not usable");
    refused(file(npyHeader("<f4", "1048576, 1048576,")), INPUT, "2^31 - 1");
    refused(file(npyHeader("|u1", "2147483647,")), INPUT, "announces 2147483647 bytes");
  }

  private Path packed(int cells) throws IOException {
    Path file = folder.resolve("packed.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npyHeader("<f4", cells + ","));
      zeros(zip, 4L * cells);
      zip.closeEntry();
    }
    return file;
  }

  private static void zeros(OutputStream out, long bytes) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (long left = bytes; left > 0; left -= chunk.length) {
      out.write(chunk, 0, (int) Math.min(left, chunk.length));
    }
  }

  @Test
  void archivesThatUnpackToMuchMoreThanTheInputNeeds() throws IOException {
    int cells = 1 << 26;
    Path file = packed(cells);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    refused(file, INPUT, "announces " + cells + " cells");
    int few = 1 << 24;
    Map<String, ValueInfo> large = Map.of("x", new ValueInfo(DataType.FLOAT, 1, few));
    TensorData read =
        InputReader.read(packed(few), large, FormatOptions.defaults()).values().iterator().next();
    assertThat(read.size()).isEqualTo(few);
  }

  @Test
  void archivesOfManyEntries() throws IOException {
    Path file = folder.resolve("many.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 100_000; i++) {
        zip.putNextEntry(new ZipEntry(Integer.toString(i)));
      }
    }
    refused(file, INPUT, "100000 entries");
  }

  @Test
  void pictures() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(65_535);
    fields.writeInt(65_535);
    fields.write(new byte[] {8, 2, 0, 0, 0});
    chunk(png, "IHDR", header.toByteArray());
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (OutputStream deflated = new DeflaterOutputStream(pixels)) {
      zeros(deflated, 1 << 24);
    }
    chunk(png, "IDAT", pixels.toByteArray());
    chunk(png, "IEND", new byte[0]);
    refused(
        file(png.toByteArray()), Map.of("x", new ValueInfo(DataType.FLOAT, 1, 3, 8, 8)), "65535");
  }

  private static void chunk(OutputStream png, String type, byte[] bytes) throws IOException {
    DataOutputStream out = new DataOutputStream(png);
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(StandardCharsets.US_ASCII));
    sum.update(bytes);
    out.writeInt(bytes.length);
    out.writeBytes(type);
    out.write(bytes);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void listsAndDigits() throws IOException {
    byte[] nested = "[".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    refused(file(nested), INPUT, "deep");
    byte[] other = ("{\"y\": " + "[".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII);
    refused(file(other), INPUT, "JSON");
    byte[] digits = ("[[" + "9".repeat(1 << 20) + "]]").getBytes(StandardCharsets.US_ASCII);
    refused(file(digits), INPUT, "JSON");
  }

  @Test
  void tables() throws IOException {
    StringBuilder wide = new StringBuilder("a");
    for (int i = 0; i < 1 << 20; i++) {
      wide.append(",a");
    }
    refused(file(wide.toString().getBytes(StandardCharsets.US_ASCII)), INPUT, "cells in a line");
    byte[] cell = ("a" + "1".repeat(1 << 21)).getBytes(StandardCharsets.US_ASCII);
    refused(file(cell), INPUT, "characters");
  }

  @Test
  void onnxTensorsWithoutTheirData() throws IOException {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDataType(DataType.FLOAT.onnxCode())
            .addDims(1 << 20)
            .addDims(1 << 5)
            .build();
    refused(file(tensor.toByteArray()), INPUT, "33554432");
    TensorProto larger = tensor.toBuilder().addDims(1 << 20).build();
    refused(file(larger.toByteArray()), INPUT, "2^31 - 1");
  }

  @Test
  void packedModels() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(ModelBuilder.model().input("x", 1).output("x").build().toByteArray());
      zeros(gzip, 1 << 28);
    }
    Path file = file(packed.toByteArray());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> GraphImporter.read(file, ImportOptions.defaults()))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("gzip");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
  }
}
