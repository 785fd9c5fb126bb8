package dev.vouch.cli;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.NetworkPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs or outputs of a network, read from a .npz or .npy file; {@code -} is standard input. */
final class SampleFile {
  private SampleFile() {}

  /** Samples of a graph's inputs. */
  static Samples inputs(String file, Graph graph) throws IOException, CommandException {
    return read(file, infos(graph, graph.inputs()));
  }

  /** Samples of a graph's outputs. */
  static Samples outputs(String file, Graph graph) throws IOException, CommandException {
    return read(file, infos(graph, graph.outputs()));
  }

  /** Samples of a compiled model's inputs. */
  static Samples inputs(String file, List<NetworkPort> ports) throws IOException, CommandException {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    for (NetworkPort port : ports) {
      DataType type =
          switch (port.type()) {
            case REAL -> DataType.FLOAT;
            case INTEGER -> DataType.INT64;
            case BOOLEAN -> DataType.BOOL;
          };
      int[] shape = port.shape().stream().mapToInt(Integer::intValue).toArray();
      infos.put(port.name(), new ValueInfo(type, shape));
    }
    return read(file, infos);
  }

  private static Map<String, ValueInfo> infos(Graph graph, List<String> names) {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    names.forEach(name -> infos.put(name, graph.info(name)));
    return infos;
  }

  private static Samples read(String name, Map<String, ValueInfo> infos)
      throws IOException, CommandException {
    InputFile file = new InputFile(name);
    Path path = file.path();
    try {
      Map<String, TensorData> data =
          isArchive(path)
              ? Npz.read(path, infos::containsKey)
              : Map.of(Samples.UNNAMED, Npy.read(path));
      Samples samples = Samples.of(infos, data);
      if (samples.count() == 0) {
        throw new MalformedTensorException("there is no sample");
      }
      return samples;
    } catch (MalformedTensorException e) {
      throw CommandException.invalidInput(
          e.getMessage() + "; " + file + "; give .npz or .npy data of the model's shapes");
    }
  }

  private static boolean isArchive(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
