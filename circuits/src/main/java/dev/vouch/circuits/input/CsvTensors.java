package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tensors in comma-separated values (RFC 4180, UTF-8): names of the columns in the first line, then
 * a line for each row. {@link CsvColumns} says which column is what, {@link CsvValue} how a cell is
 * read.
 */
final class CsvTensors {
  private static final int MAX_CELLS = 1 << 26;

  private final CsvRecords records;
  private final List<String> header;
  private final List<CsvPort> ports = new ArrayList<>();

  /** A table whose rows are yet to be read. */
  CsvTensors(Reader in, Map<String, ValueInfo> infos, FormatOptions options) throws IOException {
    records = new CsvRecords(in);
    header = header(records);
    Map<String, int[]> columns = CsvColumns.of(header, infos, options.ignoredColumns());
    infos.forEach(
        (name, info) ->
            ports.add(
                new CsvPort(
                    name,
                    info,
                    Objects.requireNonNull(columns.get(name)),
                    options.complete().contains(name),
                    options.classes().get(name))));
  }

  /** Whether these first bytes of a file are text, as those of no ONNX tensor are. */
  static boolean looksLikeText(byte[] start) {
    for (byte b : start) {
      boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r';
      if (control || b == 127) {
        return false;
      }
    }
    return start.length > 0;
  }

  /**
   * Reads a file. Rows are entries of the first axis.
   *
   * @param infos types and shapes of the inputs or outputs by name, in order; of a scalar the shape
   *     may be unknown
   * @return tensors by name, of the ports' types, or one under {@link Samples#UNNAMED}
   * @throws MalformedTensorException naming line and column, if the file is no such table of these
   *     ports, or is too large
   */
  static Map<String, TensorData> read(
      Path file, Map<String, ValueInfo> infos, FormatOptions options) throws IOException {
    try (Reader in = reader(Files.newInputStream(file))) {
      if (infos.isEmpty()) {
        return Map.of();
      }
      CsvTensors table = new CsvTensors(in, infos, options);
      Map<String, TensorData> all = table.next(Integer.MAX_VALUE);
      if (all == null) {
        throw new MalformedTensorException("the CSV has no line after the names of its columns");
      }
      return all;
    }
  }

  /** Names of the columns of a file. */
  static List<String> header(Path file) throws IOException {
    try (Reader in = reader(Files.newInputStream(file))) {
      return header(new CsvRecords(in));
    }
  }

  private static List<String> header(CsvRecords records) throws IOException {
    List<String> first = records.next();
    if (first == null) {
      throw new MalformedTensorException("the CSV has no line with the names of the columns");
    }
    return first;
  }

  /** Characters of bytes in UTF-8. */
  static Reader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /**
   * The next rows as tensors; null if there are no more.
   *
   * @param most how many at most
   */
  @Nullable Map<String, TensorData> next(int most) throws IOException {
    int rows = 0;
    List<String> record = most == 0 ? null : records.next();
    while (record != null) {
      if (record.size() != header.size()) {
        throw new MalformedTensorException(
            "line "
                + records.line()
                + " of the CSV has "
                + record.size()
                + " cells, the header has "
                + header.size());
      }
      if (++rows > MAX_CELLS / header.size()) {
        throw new MalformedTensorException("the CSV has more than " + MAX_CELLS + " cells");
      }
      for (CsvPort port : ports) {
        add(port, record);
      }
      record = rows == most ? null : records.next();
    }
    if (rows == 0) {
      return null;
    }
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (CsvPort port : ports) {
      tensors.put(ports.size() == 1 ? Samples.UNNAMED : port.name(), port.tensor(rows));
    }
    return tensors;
  }

  private void add(CsvPort port, List<String> record) throws MalformedTensorException {
    for (int column : port.columns()) {
      try {
        port.add(record.get(column));
      } catch (NumberFormatException e) {
        throw new MalformedTensorException(
            "line "
                + records.line()
                + ", column "
                + (column + 1)
                + " '"
                + CsvColumns.shown(header.get(column))
                + "' of the CSV is "
                + e.getMessage(),
            e);
      }
    }
  }
}
