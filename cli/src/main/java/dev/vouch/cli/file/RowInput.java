package dev.vouch.cli.file;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.input.CsvRowData;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowData;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.cli.failure.CommandException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;

/** Rows that a command reads from files. */
public final class RowInput implements Closeable {
  private final RowData data;
  private final Closeable source;
  private final OptionalLong count;
  private final Function<MalformedTensorException, CommandException> failure;

  private RowInput(
      RowData data,
      Closeable source,
      OptionalLong count,
      Function<MalformedTensorException, CommandException> failure) {
    this.data = data;
    this.source = source;
    this.count = count;
    this.failure = failure;
  }

  /** Rows in memory; {@code failure} says where the data came from. */
  static RowInput of(
      TensorRows rows, Function<MalformedTensorException, CommandException> failure) {
    return new RowInput(rows, () -> {}, OptionalLong.of(rows.count()), failure);
  }

  /** Rows of a table. */
  static RowInput ofTable(
      String file,
      RowPorts ports,
      FormatOptions formats,
      Function<MalformedTensorException, CommandException> failure)
      throws IOException {
    CsvRowData table = CsvRowData.of(Files.newInputStream(Path.of(file)), ports.inputs(), formats);
    return new RowInput(table, table, OptionalLong.empty(), failure);
  }

  /** The rows, from the next one on. */
  public RowData data() {
    return data;
  }

  /** How many rows there are, if that is known without reading all. */
  public OptionalLong count() {
    return count;
  }

  /** Cuts rows into batches; see {@link RowBatches#of}. */
  public RowBatches batches(RowPorts ports, long first, long end)
      throws IOException, CommandException {
    try {
      return RowBatches.of(ports, data, first, end);
    } catch (MalformedTensorException e) {
      throw failure.apply(e);
    }
  }

  /** What a row that is none of the model's inputs means to the user. */
  public CommandException failure(MalformedTensorException e) {
    return failure.apply(e);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
