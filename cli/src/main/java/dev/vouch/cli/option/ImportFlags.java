package dev.vouch.cli.option;

import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.DataShapes;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model leaves open and the user says: lengths of axes, and inputs that are constants. */
public final class ImportFlags {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Length of a symbolic first axis, or of one of 1 if rows are computed one by one."
              + " Default: 1.")
  private @Nullable Integer batch;

  @Option(
      names = "--dim",
      paramLabel = "NAME=N",
      description = "Length of a symbolic dimension; may be repeated.")
  private Map<String, Integer> dimensions = new TreeMap<>();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N,...",
      description = "Lengths of all axes of an input, where the model leaves some open.")
  private Map<String, String> shapes = new TreeMap<>();

  @Option(
      names = "--fix",
      paramLabel = "NAME=VALUE|FILE",
      description = "An input that becomes a public constant: a number, or a tensor in a file.")
  private Map<String, String> fixed = new TreeMap<>();

  /** Files that are read: values of {@code --fix} that are no numbers. */
  public List<String> files() {
    return fixed.values().stream().filter(value -> number(value) == null).toList();
  }

  /** How many rows the model takes at once, as far as it was said; else 1. */
  int batch() {
    return batch == null ? 1 : batch;
  }

  /** What was given. */
  public ImportOptions options() throws IOException, CommandException {
    try {
      Map<String, List<Integer>> lengths = new TreeMap<>();
      shapes.forEach((name, shape) -> lengths.put(name, lengths(shape)));
      ImportOptions options =
          ImportOptions.defaults()
              .withDimensions(dimensions)
              .withShapes(lengths)
              .withFixed(values());
      return batch == null ? options : options.withBatch(batch);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          e.getMessage() + "; --batch, --dim, --shape; give positive lengths");
    }
  }

  /**
   * Reads a model of which all is supported that can be known without data.
   *
   * @param data from which lengths of axes are taken that are still open
   * @throws UnsupportedModelException naming everything that is in the way
   */
  public Graph read(InputFile model, DataFiles data)
      throws IOException, UnsupportedModelException, CommandException {
    ImportOptions options = options();
    Graph graph =
        model.read(
            path -> GraphImporter.read(path, DataShapes.complete(path, options, data::tensors)));
    SupportCheck.require(graph);
    return graph;
  }

  /**
   * As {@link #read}, with what is needed to publish the model without its weights.
   *
   * @throws UnsupportedModelException as {@link #read}
   */
  public SourcedGraph readWithSource(InputFile model, DataFiles data)
      throws IOException, UnsupportedModelException, CommandException {
    ImportOptions options = options();
    SourcedGraph read =
        model.read(
            path -> {
              ImportOptions complete = DataShapes.complete(path, options, data::tensors);
              return new SourcedGraph(
                  GraphImporter.read(path, complete), ArchitectureSource.read(path, complete));
            });
    SupportCheck.require(read.graph());
    return read;
  }

  /** Lengths between commas; none is a scalar's shape. */
  private static List<Integer> lengths(String shape) {
    List<Integer> lengths = new ArrayList<>();
    if (!shape.isBlank()) {
      for (String length : Arrays.asList(shape.split(",", -1))) {
        lengths.add(Integer.valueOf(length.strip()));
      }
    }
    return lengths;
  }

  private Map<String, TensorData> values() throws IOException, CommandException {
    Map<String, TensorData> values = new TreeMap<>();
    for (Map.Entry<String, String> fix : fixed.entrySet()) {
      TensorData number = number(fix.getValue());
      values.put(
          fix.getKey(),
          number != null
              ? number
              : new DataFiles("--fix", List.of(fix.getValue()), FormatOptions.defaults())
                  .tensor(fix.getKey()));
    }
    return values;
  }

  private static @Nullable TensorData number(String text) {
    try {
      return switch (text) {
        case "true" -> TensorData.ofLongs(DataType.BOOL, new int[0], 1);
        case "false" -> TensorData.ofLongs(DataType.BOOL, new int[0], 0);
        default ->
            text.matches("[-+]?\\d+")
                ? TensorData.ofLongs(DataType.INT64, new int[0], Long.parseLong(text))
                : TensorData.ofDoubles(DataType.DOUBLE, new int[0], Double.parseDouble(text));
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
