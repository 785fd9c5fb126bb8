package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.commitment.NoRowFormatException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a compiled network takes rows.
 *
 * @param inputs types and shapes by name, in order
 * @param batch how many rows it takes at once: the length of the first axis, if that of all inputs
 *     and outputs is the same and more than 1; else 1, and a row is all that the inputs take
 */
public record RowPorts(Map<String, ValueInfo> inputs, int batch) {
  /**
   * Those of a model.
   *
   * @throws NoRowFormatException if its parts take different numbers of rows
   */
  public static RowPorts of(ProvableModel model) throws NoRowFormatException {
    return new RowPorts(infos(model.inputs()), model.key().rows());
  }

  /** The same without some of the inputs, whose rows come from elsewhere. */
  public RowPorts without(Set<String> names) {
    Map<String, ValueInfo> others = new LinkedHashMap<>(inputs);
    others.keySet().removeAll(names);
    return new RowPorts(others, batch);
  }

  /**
   * Those of a graph.
   *
   * @param inputs types and shapes by name, in order
   * @param all of inputs and outputs
   */
  public static RowPorts of(Map<String, ValueInfo> inputs, Collection<ValueInfo> all) {
    return new RowPorts(
        inputs,
        Circuit.rowsOf(all.stream().map(info -> Arrays.stream(info.shape()).boxed().toList())));
  }

  /** Types and shapes of the values that inputs are given as, by name, in order. */
  public static Map<String, ValueInfo> infos(List<NetworkPort> ports) {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    for (NetworkPort port : ports) {
      DataType type =
          switch (port.type()) {
            case REAL, FLOAT32_ORDER -> DataType.FLOAT;
            case FLOAT64_ORDER -> DataType.DOUBLE;
            case INTEGER -> DataType.INT64;
            case BOOLEAN -> DataType.BOOL;
          };
      int[] shape = port.shape().stream().mapToInt(Integer::intValue).toArray();
      infos.put(port.name(), new ValueInfo(type, shape));
    }
    return infos;
  }
}
