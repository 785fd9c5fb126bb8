package dev.vouch.circuits.input;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.rows.RowData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of comma-separated values, read as they are asked for: the table may be
 * larger than memory. Not thread-safe.
 */
public final class CsvRowData implements RowData, Closeable {
  private final Reader in;
  private final CsvTensors table;

  private CsvRowData(Reader in, CsvTensors table) {
    this.in = in;
    this.table = table;
  }

  /**
   * Reads the names of the columns.
   *
   * @param in UTF-8; closed with this
   * @param inputs types and shapes by name, in order
   * @param options what the table does not say
   * @throws dev.vouch.circuits.data.MalformedTensorException if the columns are none of the inputs
   */
  public static CsvRowData of(InputStream in, Map<String, ValueInfo> inputs, FormatOptions options)
      throws IOException {
    Reader reader = CsvTensors.reader(in);
    return new CsvRowData(reader, new CsvTensors(reader, inputs, options));
  }

  @Override
  public @Nullable Map<String, TensorData> next(int most) throws IOException {
    return table.next(most);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
