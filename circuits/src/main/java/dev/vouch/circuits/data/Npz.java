package dev.vouch.circuits.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's .npz files: named tensors, a zip archive of .npy files. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MAX_ENTRIES = 1 << 16;

  /**
   * Deflate packs at most 1032 bytes into one (RFC 1951: 258 bytes in two bits), so a header cannot
   * announce more.
   */
  private static final long MAX_DEFLATE_RATIO = 1032;

  private static final long MAX_TOTAL_BYTES = 1L << 31;

  /** What any archive may unpack to: 64 MiB of memory. */
  private static final long ANY_CELLS = 1L << 23;

  /** Data that means something is hardly packed any better; of 64 bytes, if they are floats. */
  private static final long CELLS_A_BYTE = 16;

  /** A moment in the range that zip archives hold without a time zone. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /** Reads all tensors, in the order of the archive, of which nothing is expected. */
  public static Map<String, TensorData> read(Path file) throws IOException {
    return read(file, name -> true);
  }

  /** Reads the tensors whose names are wanted, of which nothing else is expected. */
  public static Map<String, TensorData> read(Path file, Predicate<String> wanted)
      throws IOException {
    return read(file, wanted, 0);
  }

  /**
   * Reads the tensors whose names are wanted, in the order of the archive; the others may be of any
   * kind.
   *
   * @param cells how many they are expected to have together; they may have more, up to 2^23, or 16
   *     for each byte of the file
   * @throws MalformedTensorException if the archive or a wanted tensor is broken, of an unsupported
   *     kind, or too large
   */
  public static Map<String, TensorData> read(Path file, Predicate<String> wanted, long cells)
      throws IOException {
    long leftCells = Math.max(Math.max(cells, ANY_CELLS), CELLS_A_BYTE * Files.size(file));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new MalformedTensorException(
            file.getFileName()
                + " has "
                + zip.size()
                + " entries; at most "
                + MAX_ENTRIES
                + " are allowed");
      }
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      long left = MAX_TOTAL_BYTES;
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        name = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (!entry.isDirectory() && wanted.test(name)) {
          TensorData tensor = readEntry(zip, entry, left, leftCells);
          leftCells -= tensor.size();
          left -= (long) tensor.size() * tensor.type().bytes();
          if (tensors.put(name, tensor) != null) {
            throw new MalformedTensorException(file.getFileName() + " holds '" + name + "' twice");
          }
        }
      }
      return tensors;
    } catch (ZipException | EOFException e) {
      throw new MalformedTensorException(
          file.getFileName() + " is no usable .npz file: " + e.getMessage(), e);
    }
  }

  /**
   * The names of all tensors, in the order of the archive.
   *
   * @throws MalformedTensorException if the archive is broken
   */
  public static List<String> names(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    read(
        file,
        name -> {
          names.add(name);
          return false;
        },
        0);
    return names;
  }

  private static TensorData readEntry(ZipFile zip, ZipEntry entry, long left, long cells)
      throws IOException {
    long most =
        entry.getMethod() == ZipEntry.STORED
            ? entry.getCompressedSize()
            : entry.getCompressedSize() * MAX_DEFLATE_RATIO;
    try (InputStream in = zip.getInputStream(entry)) {
      return Npy.read(in, Math.min(left, most), cells);
    } catch (MalformedTensorException e) {
      throw new MalformedTensorException("'" + entry.getName() + "': " + e.getMessage(), e);
    }
  }

  /**
   * Writes tensors under their names. Equal tensors give equal bytes: the archive holds no time.
   */
  public static void write(OutputStream out, Map<String, TensorData> tensors) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
      ZipEntry entry = new ZipEntry(tensor.getKey() + SUFFIX);
      entry.setTimeLocal(EPOCH);
      zip.putNextEntry(entry);
      Npy.write(zip, tensor.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }
}
