package dev.vouch.prover.testing;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import java.util.stream.LongStream;

/** ⌊√x⌋ for 0 ≤ x < 16 of inputs {@code x} up to 127: what no compiler would emit. */
public final class NarrowTable {
  /** Of the input's elements; its shape is [2, 2]. */
  public static final DataType TYPE = DataType.INT64;

  private static final List<Integer> SHAPE = List.of(2, 2);

  private NarrowTable() {}

  public static CompiledNetwork network() {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = builder.input(port("x", true), Interval.signed(8), 0);
    builder.node(new NodeRef("root", "Sqrt"));
    long[] roots = LongStream.range(0, 16).map(i -> (long) Math.floor(Math.sqrt(i))).toArray();
    builder.output(port("y", false), builder.tabulation("y", x, 0, roots, 0));
    IntegerProgram program = builder.build();
    return new CompiledNetwork(program, program.emit().circuit(), List.of());
  }

  private static NetworkPortSpec port(String name, boolean hidden) {
    return new NetworkPortSpec(name, ValueType.INTEGER, SHAPE, hidden);
  }
}
