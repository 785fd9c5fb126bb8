package dev.vouch.circuits.split;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.chain.ChainLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
   * @param integers of inputs of the whole that are integers already, by name
   * @throws InvalidInputException if an input is missing or given twice, has another shape, or
   *     holds NaN or infinity; or if integers leave their range
   * @throws dev.vouch.circuits.program.UndefinedResultException if a node has no result for the
   *     inputs
   */
  public static ChainExecution run(
      ChainModelFile model, Map<String, TensorData> inputs, Map<String, long[]> integers) {
    List<Execution> parts = new ArrayList<>();
    for (int part = 0; part < model.parts().size(); part++) {
      Map<String, long[]> passed = new HashMap<>();
      for (ChainLink link : model.links()) {
        if (link.toPart() == part) {
          passed.put(link.input(), given(parts.get(link.fromPart()), link.output()));
        }
      }
      parts.add(runPart(model.part(part), inputs, integers, passed));
    }
    return new ChainExecution(model, parts);
  }

  /**
   * Runs one part.
   *
   * @param inputs of the whole
   * @param integers of inputs of the whole that are integers already, by name
   * @param passed integers of the inputs that links lead to, by name
   * @throws InvalidInputException as {@link #run}
   */
  public static Execution runPart(
      ChainPart part,
      Map<String, TensorData> inputs,
      Map<String, long[]> integers,
      Map<String, long[]> passed) {
    Map<String, TensorData> needed = new HashMap<>();
    Map<String, long[]> known = new HashMap<>(passed);
    for (NetworkPort port : part.inputs()) { // what passes may be called as an input is
      TensorData given = inputs.get(port.name());
      if (given != null) {
        needed.put(port.name(), given);
      }
      long[] own = integers.get(port.name());
      if (own != null) {
        known.put(port.name(), own);
      }
    }
    ModelFile own = part.model();
    return own.program().execute(own.modelValues(), needed, known);
  }

  private static long[] given(Execution part, String output) {
    return Objects.requireNonNull(part.outputs().get(output)).integers();
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
                    own.name(),
                    Objects.requireNonNull(parts.get(own.part()).outputs().get(own.name()))));
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
                    own.name(),
                    Objects.requireNonNull(parts.get(own.part()).inputs().get(own.name()))));
    return inputs;
  }

  /** What was cut off in any part, part by part ({@link Execution#warnings}). */
  public List<CutOff> warnings() {
    List<CutOff> warnings = new ArrayList<>();
    parts.forEach(part -> warnings.addAll(part.warnings()));
    return warnings;
  }
}
