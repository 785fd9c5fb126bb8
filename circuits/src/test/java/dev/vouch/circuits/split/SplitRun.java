package dev.vouch.circuits.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.trace.Trace;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks of networks in parts. */
final class SplitRun {
  private SplitRun() {}

  /** Each part is a valid circuit, and both ends of a link are commitments of one kind. */
  static void requireValid(SplitNetwork split) throws Exception {
    for (CompiledNetwork part : split.parts()) {
      Compiled.requireValid(part);
    }
    for (ChainLink link : split.links()) {
      Circuit from = split.parts().get(link.fromPart()).circuit();
      Circuit to = split.parts().get(link.toPart()).circuit();
      Tensor.Committed output = tensor(from, from.outputs(), link.output());
      Tensor.Committed input = tensor(to, to.inputs(), link.input());
      assertThat(input.shape()).isEqualTo(output.shape());
      assertThat(List.of(input.lo(), input.hi())).isEqualTo(List.of(output.lo(), output.hi()));
      assertThat(input.scaleExponent()).isEqualTo(output.scaleExponent());
      assertThat(input.columnBits()).isEqualTo(output.columnBits());
      assertThat(from.rows()).isEqualTo(to.rows());
    }
  }

  private static Tensor.Committed tensor(Circuit circuit, List<Port> ports, String name) {
    return ports.stream()
        .filter(port -> port.name().equals(name))
        .map(port -> (Tensor.Committed) circuit.tensors().get(port.tensor()))
        .findFirst()
        .orElseThrow();
  }

  /** Runs part after part on the inputs of a run of the whole; all that is computed, by part. */
  static List<Execution> run(SplitNetwork split, Execution whole) {
    Map<String, Execution.PortValue> given = whole.inputs();
    List<Execution> runs = new ArrayList<>();
    for (int i = 0; i < split.parts().size(); i++) {
      CompiledNetwork part = split.parts().get(i);
      Map<Integer, long[]> inputs = new HashMap<>();
      for (NetworkPort port : part.program().inputs()) {
        int number = i;
        long[] cells =
            split.links().stream()
                .filter(link -> link.toPart() == number && link.input().equals(port.name()))
                .map(link -> runs.get(link.fromPart()).outputs().get(link.output()).integers())
                .findFirst()
                .orElseGet(() -> given.get(port.name()).integers());
        inputs.put(port.tensor(), cells);
      }
      Execution run = Execution.run(part.program(), part.modelValues(), inputs);
      assertThat(new Trace(part.program()).of(run, 5)).isEmpty();
      runs.add(run);
    }
    return runs;
  }

  /** The parts give the outputs of the whole, bit for bit. */
  static void requireEqual(SplitNetwork split, Execution whole) {
    Map<String, Execution.PortValue> outputs = new HashMap<>();
    List<Execution> runs = run(split, whole);
    for (int i = 0; i < runs.size(); i++) {
      int number = i;
      runs.get(i).outputs().values().stream()
          .filter(
              value ->
                  split.links().stream()
                      .noneMatch(
                          link ->
                              link.fromPart() == number
                                  && link.output().equals(value.port().name())))
          .forEach(value -> outputs.put(value.port().name(), value));
    }
    assertThat(outputs.keySet()).isEqualTo(whole.outputs().keySet());
    whole
        .outputs()
        .forEach(
            (name, value) -> {
              assertThat(outputs.get(name).integers()).isEqualTo(value.integers());
              assertThat(outputs.get(name).dequantised()).isEqualTo(value.dequantised());
            });
  }
}
