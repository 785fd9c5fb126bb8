package dev.vouch.circuits.split;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.chain.ChainLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One run of a chain: part after part, each on the network's own inputs and on what earlier parts
 * computed. Holds everything, secrets included.
 */
public final class ChainExecution {
  private final ChainModelFile model;
  private final List<Execution> parts;

  private ChainExecution(ChainModelFile model, List<Execution> parts) {
    this.model = model;
    this.parts = List.copyOf(parts);
  }

  /**
   * Runs a chain.
   *
   * @param inputs of the whole, by name; names that are no input are ignored
   * @throws InvalidInputException if an input is missing, has another shape, or holds NaN or
   *     infinity
   * @throws dev.vouch.circuits.program.UndefinedResultException if a node has no result for the
   *     inputs
   */
  public static ChainExecution run(ChainModelFile model, Map<String, TensorData> inputs) {
    List<Execution> parts = new ArrayList<>();
    for (int part = 0; part < model.parts().size(); part++) {
      Map<String, long[]> taken = new HashMap<>();
      for (ChainLink link : model.links()) {
        if (link.toPart() == part) {
          taken.put(link.input(), given(parts.get(link.fromPart()), link.output()));
        }
      }
      parts.add(runPart(model, part, inputs, taken));
    }
    return new ChainExecution(model, parts);
  }

  /**
   * Runs one part.
   *
   * @param inputs of the whole
   * @param taken integers of the inputs that links lead to, by name
   * @throws InvalidInputException as {@link #run}
   */
  public static Execution runPart(
      ChainModelFile model, int part, Map<String, TensorData> inputs, Map<String, long[]> taken) {
    ModelFile own = model.parts().get(part);
    Map<String, TensorData> needed = new HashMap<>();
    for (NetworkPort port : own.program().inputs()) {
      TensorData given = inputs.get(port.name());
      if (given != null && !taken.containsKey(port.name())) {
        needed.put(port.name(), given);
      }
    }
    return own.program().execute(own.modelValues(), needed, taken);
  }

  private static long[] given(Execution part, String output) {
    return Objects.requireNonNull(part.outputs().get(output)).integers();
  }

  /** The inputs of the whole: those that no link leads to. */
  public static List<NetworkPort> inputs(ChainModelFile model) {
    List<NetworkPort> inputs = new ArrayList<>();
    for (int part = 0; part < model.parts().size(); part++) {
      inputs.addAll(inputs(model, part));
    }
    return inputs;
  }

  /** The inputs of the whole that a part has. */
  public static List<NetworkPort> inputs(ChainModelFile model, int part) {
    Set<String> own = new HashSet<>();
    model.key().inputs().stream()
        .filter(port -> port.part() == part)
        .forEach(port -> own.add(port.port().name()));
    return model.parts().get(part).program().inputs().stream()
        .filter(port -> own.contains(port.name()))
        .toList();
  }

  /** The runs of the parts. */
  public List<Execution> parts() {
    return parts;
  }

  /** The integers of an output of a part. */
  public long[] output(int part, String name) {
    return given(parts.get(part), name);
  }

  /** The outputs of the whole by name. */
  public Map<String, Execution.PortValue> outputs() {
    Map<String, Execution.PortValue> outputs = new LinkedHashMap<>();
    model
        .key()
        .outputs()
        .forEach(
            own ->
                outputs.put(
                    own.port().name(),
                    Objects.requireNonNull(
                        parts.get(own.part()).outputs().get(own.port().name()))));
    return outputs;
  }

  /** The inputs of the whole by name, as quantised. */
  public Map<String, Execution.PortValue> inputs() {
    Map<String, Execution.PortValue> inputs = new LinkedHashMap<>();
    model
        .key()
        .inputs()
        .forEach(
            own ->
                inputs.put(
                    own.port().name(),
                    Objects.requireNonNull(parts.get(own.part()).inputs().get(own.port().name()))));
    return inputs;
  }

  /** What was cut off in any part, part by part ({@link Execution#warnings}). */
  public List<CutOff> warnings() {
    List<CutOff> warnings = new ArrayList<>();
    parts.forEach(part -> warnings.addAll(part.warnings()));
    return warnings;
  }
}
