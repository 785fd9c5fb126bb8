package dev.vouch.cli.file;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.input.InputReader;
import dev.vouch.circuits.input.OnnxTestData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.circuit.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Data of a network's inputs or outputs as an option names it: one file for all of them, or {@code
 * NAME=FILE} for each.
 *
 * @param option as the user writes it, for messages
 * @param words the option's values
 * @param formats what the files do not say
 */
public record DataFiles(String option, List<String> words, FormatOptions formats) {
  /** Label of a value of such an option. */
  public static final String LABEL = "[NAME=]FILE";

  /** Part of the help of every command with such an option. */
  public static final String HELP =
      """

      Data files are told apart by their content; '-' is standard input:
        .npz        arrays by the network's names; the only one, of any name
        .npy, .pb   one array; one ONNX tensor
        .json       nested lists, alone, by name, or as {"input_data": [[...], ...]}
        .csv        a line of names, then a line a row: columns by the inputs' names,
                    X[0], X[1], ... for several of one input, or all of the only input
                    in order; an empty cell is NaN
        .png        grey or RGB, of the input's size; values (k/255 - mean)/std
        folder      ONNX test data: input_0.pb, ..., output_0.pb, ...
      The first axis may hold samples: [200, 784] is 200 of an input [1, 784]; each
      may also be flat. NAME=FILE, repeated, takes every input from its own file.""";

  public DataFiles {
    words = List.copyOf(words);
  }

  private static final String HINT = "--help says which data is read";

  private interface Reader {
    Map<String, TensorData> read(Path path, Map<String, ValueInfo> infos, FormatOptions options)
        throws IOException;
  }

  /** Samples of a graph's inputs. */
  public Samples inputs(Graph graph) throws IOException, CommandException {
    return inputs(graph, 1);
  }

  /**
   * Samples of a graph's inputs.
   *
   * @param batch how many rows the graph takes at once along the first axis of its inputs, if that
   *     is known: one batch may then have fewer; else 1
   */
  public Samples inputs(Graph graph, int batch) throws IOException, CommandException {
    Set<String> complete = new HashSet<>(graph.inputs());
    complete.removeAll(OrderedValues.of(graph));
    return read(complete(InputReader::read, complete), graph.infos(graph.inputs()), batch);
  }

  /** Samples of a graph's outputs. */
  public Samples outputs(Graph graph) throws IOException, CommandException {
    return read(InputReader::readOutputs, graph.infos(graph.outputs()), 1);
  }

  /** Samples of a compiled model's inputs. */
  public Samples inputs(List<NetworkPort> ports) throws IOException, CommandException {
    return read(complete(InputReader::read, complete(ports)), RowPorts.infos(ports), 1);
  }

  /** Rows of a compiled model's inputs; those of one table are read as they are asked for. */
  public RowInput rows(RowPorts ports, List<NetworkPort> inputs)
      throws IOException, CommandException {
    return rows(ports, complete(inputs));
  }

  /**
   * Rows of inputs.
   *
   * @param complete inputs of which no cell may be missing
   */
  public RowInput rows(RowPorts ports, Set<String> complete) throws IOException, CommandException {
    if (ports.inputs().isEmpty()) {
      throw CommandException.usage("a network without inputs has no rows; --all; leave it out");
    }
    boolean table =
        words.size() == 1
            && files(ports.inputs()).containsKey(Samples.UNNAMED)
            && Files.isRegularFile(Path.of(words.get(0)))
            && InputReader.isTable(Path.of(words.get(0)));
    try {
      return table
          ? RowInput.ofTable(words.get(0), ports, formats.withComplete(complete), this::invalid)
          : RowInput.of(
              TensorRows.of(ports, readAll(complete(InputReader::read, complete), ports.inputs())),
              this::invalid);
    } catch (MalformedTensorException e) {
      throw invalid(e);
    }
  }

  private CommandException invalid(MalformedTensorException e) {
    return invalid(e, toString());
  }

  /** Inputs of which no cell may be missing. */
  private static Set<String> complete(List<NetworkPort> ports) {
    return ports.stream()
        .filter(port -> port.type() == ValueType.REAL)
        .map(NetworkPort::name)
        .collect(Collectors.toSet());
  }

  /** Refuses tables in which a value is missing where a model only takes numbers. */
  private static Reader complete(Reader reader, Set<String> inputs) {
    return (path, infos, options) -> reader.read(path, infos, options.withComplete(inputs));
  }

  /**
   * The tensor of a name, from one file, in the type and shape that the file gives it; a table is
   * refused, as it does not say of which type its numbers are.
   */
  public TensorData tensor(String name) throws IOException, CommandException {
    return tensor(DataFiles::readTyped, name, DataType.DOUBLE);
  }

  /**
   * As {@link #tensor(String)}, or the column of the name of a table, all of it if there is none.
   *
   * @param ofTables of what type the numbers of a table are
   */
  public TensorData column(String name, DataType ofTables) throws IOException, CommandException {
    return tensor(DataFiles::readColumn, name, ofTables);
  }

  private TensorData tensor(Reader reader, String name, DataType type)
      throws IOException, CommandException {
    Map<String, ValueInfo> any = Map.of(name, new ValueInfo(type));
    Map<String, TensorData> tensors = readFile(reader, words.get(0), any);
    TensorData named = tensors.get(name);
    TensorData tensor = named == null ? tensors.get(Samples.UNNAMED) : named;
    if (tensor == null) {
      throw CommandException.invalidInput(
          "'" + name + "' is missing; " + this + "; it has " + tensors.keySet());
    }
    return tensor;
  }

  private static Map<String, TensorData> readTyped(
      Path path, Map<String, ValueInfo> infos, FormatOptions options) throws IOException {
    if (InputReader.isTable(path)) {
      throw new MalformedTensorException("a CSV does not say of which type its numbers are");
    }
    return InputReader.read(path, infos, options);
  }

  private static Map<String, TensorData> readColumn(
      Path path, Map<String, ValueInfo> infos, FormatOptions options) throws IOException {
    if (!InputReader.isTable(path)) {
      return InputReader.read(path, infos, options);
    }
    List<String> others = new ArrayList<>(InputReader.columns(path));
    boolean isThere = others.removeAll(infos.keySet());
    return InputReader.read(path, infos, isThere ? options.withIgnored(others) : options);
  }

  /**
   * Tensors of inputs as the files have them, for shapes that are not known yet; none if the files
   * do not tell, or can be read only once.
   */
  public Map<String, TensorData> tensors(List<String> inputs) throws IOException {
    try {
      return words.isEmpty() || words.stream().anyMatch(InputFile::isStandardInput)
          ? Map.of()
          : arrays(inputs);
    } catch (CommandException e) {
      return Map.of(); // what is wrong with them is said when they are read for good
    }
  }

  /** As {@link #tensors}, of files that have to tell. */
  public Map<String, TensorData> arrays(List<String> inputs) throws IOException, CommandException {
    if (words.stream().anyMatch(InputFile::isStandardInput)) {
      throw CommandException.usage(
          "the data are read for their shape first, and then again; '-'; name a file");
    }
    Map<String, ValueInfo> any = new LinkedHashMap<>();
    inputs.forEach(name -> any.put(name, new ValueInfo(DataType.FLOAT)));
    return readAll(InputReader::read, any);
  }

  /** Whether this is one folder of ONNX test data that has outputs too. */
  public boolean holdOutputs() {
    return words.size() == 1 && OnnxTestData.hasOutputs(Path.of(words.get(0)));
  }

  private Samples read(Reader reader, Map<String, ValueInfo> infos, int batch)
      throws IOException, CommandException {
    Map<String, TensorData> tensors = readAll(reader, infos);
    try {
      Samples samples = Samples.of(infos, tensors, batch);
      if (samples.count() == 0) {
        throw new MalformedTensorException("there is no sample");
      }
      return samples;
    } catch (MalformedTensorException e) {
      throw invalid(e, toString());
    }
  }

  private Map<String, TensorData> readAll(Reader reader, Map<String, ValueInfo> infos)
      throws IOException, CommandException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    if (words.isEmpty() && !infos.isEmpty()) {
      throw CommandException.usage(
          "no data for " + infos.keySet() + "; " + option + "; add a file");
    }
    for (Map.Entry<String, String> file : files(infos).entrySet()) {
      tensors.putAll(
          file.getKey().equals(Samples.UNNAMED)
              ? readFile(reader, file.getValue(), infos)
              : readOne(reader, file.getValue(), file.getKey(), infos));
    }
    return tensors;
  }

  @Override
  public String toString() {
    return option + " " + String.join(" ", words);
  }

  private Map<String, String> files(Map<String, ValueInfo> infos) throws CommandException {
    return infos.isEmpty() ? Map.of() : NamedFiles.of(option, words, List.copyOf(infos.keySet()));
  }

  /** The one tensor that a file of its own holds. */
  private Map<String, TensorData> readOne(
      Reader reader, String file, String name, Map<String, ValueInfo> infos)
      throws IOException, CommandException {
    ValueInfo info = Objects.requireNonNull(infos.get(name));
    Map<String, TensorData> tensors = readFile(reader, file, Map.of(name, info));
    TensorData unnamed = tensors.get(Samples.UNNAMED);
    return unnamed == null ? tensors : Map.of(name, unnamed);
  }

  private Map<String, TensorData> readFile(Reader reader, String name, Map<String, ValueInfo> infos)
      throws IOException, CommandException {
    InputFile file = new InputFile(name);
    try {
      return file.isFolder()
          ? reader.read(Path.of(name), infos, formats)
          : file.read(path -> reader.read(path, infos, formats));
    } catch (MalformedTensorException e) {
      throw invalid(e, file);
    }
  }

  /** Of a file that is no data at all it is said what it is. */
  private static CommandException invalid(MalformedTensorException e, InputFile file)
      throws IOException, CommandException {
    if (file.isFolder() || file.isStandardInput()) {
      return invalid(e, file.toString());
    }
    byte[] start = file.start();
    Optional<String> other = Contents.notData(start).map(kind -> kind + ", not data");
    return other
        .map(kind -> CommandException.invalidInput(file + " is " + kind + "; " + HINT))
        .orElseGet(() -> invalid(e, file.toString()));
  }

  private static CommandException invalid(MalformedTensorException e, String where) {
    return CommandException.invalidInput(e.getMessage() + "; " + where + "; " + HINT);
  }
}
