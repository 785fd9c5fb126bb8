package dev.vouch.circuits.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path folder;

  private static byte[] npy(int major, String dict, int... cells) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] text = dict.getBytes(StandardCharsets.UTF_8);
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
    out.write(text.length & 0xFF);
    out.write(text.length >> 8);
    if (major > 1) {
      out.write(new byte[2]);
    }
    out.write(text);
    for (int cell : cells) {
      out.write(cell);
    }
    return out.toByteArray();
  }

  private static String dict(String descr, boolean fortran, String shape) {
    return "{'descr': '"
        + descr
        + "', 'fortran_order': "
        + (fortran ? "True" : "False")
        + ", 'shape': "
        + shape
        + ", }\n";
  }

  private static TensorData read(byte[] bytes) throws IOException {
    return Npy.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = "BFLOAT16", mode = EnumSource.Mode.EXCLUDE)
  void writtenTensorsReadBack(DataType type) throws IOException {
    int[] shape = {2, 3};
    TensorData tensor =
        type.isFloating()
            ? TensorData.ofDoubles(
                type, shape, 0.5, -1, 2, -0.0, Double.NaN, Double.POSITIVE_INFINITY)
            : TensorData.ofLongs(
                type, shape, 1, 0, 1, type.wrap(100), type.wrap(-1), type.wrap(77));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, tensor);
    TensorData back = read(out.toByteArray());
    assertThat(back.type()).isEqualTo(type == DataType.FLOAT16 ? DataType.FLOAT : type);
    assertThat(back.shape()).isEqualTo(shape);
    assertThat(back.toDoubles()).isEqualTo(tensor.toDoubles());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsAllVersionsAndBothByteOrders(int version) throws IOException {
    assertThat(read(npy(version, dict("<i2", false, "(2,)"), 1, 0, 0xFE, 0xFF)).longs())
        .containsExactly(1, -2);
    assertThat(read(npy(version, dict(">i2", false, "(2,)"), 0, 1, 0xFF, 0xFE)).longs())
        .containsExactly(1, -2);
    assertThat(read(npy(version, dict("|u1", false, "(1, 2)"), 200, 3)).longs())
        .containsExactly(200, 3);
    assertThat(read(npy(version, dict("<f2", false, "()"), 0, 0x3C)).doubles()).containsExactly(1);
    assertThat(read(npy(version, dict("|b1", false, "(0, 9)"))).size()).isZero();
  }

  @Test
  void fortranOrderBecomesRowMajor() throws IOException {
    TensorData tensor = read(npy(1, dict("|i1", true, "(2, 3)"), 1, 4, 2, 5, 3, 6));
    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.longs()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"|O", "<c8", "<U4", "<M8[s]", "<f16", "i", "<i3"})
  void refusesOtherElementTypes(String descr) {
    assertThatThrownBy(() -> read(npy(1, dict(descr, false, "(1,)"), 0, 0, 0, 0)))
        .isInstanceOf(MalformedTensorException.class);
  }

  @Test
  void refusesWhatIsNoArray() throws IOException {
    byte[] good = npy(1, dict("<i2", false, "(2,)"), 1, 0, 2, 0);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(cut), 1000))
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedTensorException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length + 1)))
        .hasMessageContaining("goes on");
    assertThatThrownBy(() -> read(npy(4, dict("<i2", false, "(0,)"))))
        .hasMessageContaining("version 4");
    assertThatThrownBy(() -> read(npy(1, "{}"))).hasMessageContaining("descr");
    assertThatThrownBy(() -> read(npy(1, dict("<f8", false, "(99999999999,)"))))
        .hasMessageContaining("shape");
  }

  @Test
  void announcedSizesAreCheckedBeforeMemoryIsTaken() {
    assertThatThrownBy(() -> read(npy(1, dict("<f8", false, "(200000000,)"), 1, 2, 3)))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("announces 1600000000 bytes");
  }

  @Test
  void archivesKeepNamesAndOrder() throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1.5, -2));
    tensors.put("labels", TensorData.ofVector(3, 4, 5));
    Path file = folder.resolve("a.npz");
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, tensors);
    }
    assertThat(Npz.read(file)).isEqualTo(tensors);
    assertThat(Npz.read(file, "labels"::equals)).containsOnlyKeys("labels");
    byte[] once = Files.readAllBytes(file);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    Npz.write(again, tensors);
    assertThat(again.toByteArray()).as("reproducible").isEqualTo(once);
  }

  @Test
  void archivesMayHoldOtherThingsThatAreNotWanted() throws IOException {
    Path file = folder.resolve("mixed.npz");
    zip(
        file,
        Map.of(
            "names.npy",
            npy(1, dict("<U4", false, "(1,)"), 0, 0, 0, 0),
            "x.npy",
            npy(1, dict("|i1", false, "(1,)"), 7)));
    assertThat(Npz.read(file, "x"::equals).get("x").longs()).containsExactly(7);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("names.npy");
  }

  @Test
  void archivesThatUnpackToMoreThanTheirBytesCanHoldAreRefused() throws IOException {
    Path file = folder.resolve("bomb.npz");
    zip(file, Map.of("x.npy", npy(1, dict("<f8", false, "(200000000,)"), 1, 2, 3)));
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("announces");
  }

  @Test
  void brokenArchivesAreRefused() throws IOException {
    Path file = folder.resolve("broken.npz");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(MalformedTensorException.class);
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(MalformedTensorException.class);
  }

  private static void zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}
