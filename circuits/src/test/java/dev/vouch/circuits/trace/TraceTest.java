package dev.vouch.circuits.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are broken on purpose: the trace names node, primitive, cell, value and range. */
class TraceTest {
  private static final List<Integer> SHAPE = List.of(2, 3);
  private static final long[] INPUT = {3, 9, 4, 7, 5, 8};
  private static final Interval INPUT_RANGE = new Interval(0, 15);

  /** One primitive on {@code x}, computed by the node {@code n}. */
  private enum Kind {
    CONTRACTION("Contraction") {
      @Override
      int add(ProgramBuilder program, int x) {
        return program.contraction("v", SHAPE, List.of(doubled(x)), 0);
      }
    },
    REARRANGEMENT("Rearrangement") {
      @Override
      int add(ProgramBuilder program, int x) {
        return program.rearrangement("v", SHAPE, x, 5, 4, 3, 2, 1, 0);
      }
    },
    REQUANTISATION("Requantisation") {
      @Override
      int add(ProgramBuilder program, int x) {
        return program.requantisation("v", x, 1, new Interval(0, 3));
      }
    },
    MAXIMUM("Maximum") {
      @Override
      int add(ProgramBuilder program, int x) {
        return program.maximum("v", x, 1);
      }
    },
    TABULATION("Tabulation") {
      @Override
      int add(ProgramBuilder program, int x) {
        long[] squares = new long[16];
        Arrays.setAll(squares, i -> (long) i * i);
        return program.tabulation("v", x, 0, squares, 0);
      }
    },
    QUOTIENT("Quotient") {
      @Override
      int add(ProgramBuilder program, int x) {
        return program.quotient("v", x, 100, 2, 0);
      }
    };

    final String primitive;

    Kind(String primitive) {
      this.primitive = primitive;
    }

    abstract int add(ProgramBuilder program, int x);
  }

  private static Summand doubled(int x) {
    List<IndexEntry> all = List.of(IndexEntry.axis(0), IndexEntry.axis(1));
    return new Summand(2, SHAPE, all, List.of(new Term.Operand(x, all)));
  }

  private static NetworkPortSpec port(String name, List<Integer> shape) {
    return new NetworkPortSpec(name, ValueType.INTEGER, shape, true);
  }

  /** The program, and the tensor that its node computes. */
  private record OneNode(IntegerProgram program, int value) {
    static OneNode of(Kind kind) {
      ProgramBuilder builder = new ProgramBuilder(false);
      int x = builder.input(port("x", SHAPE), INPUT_RANGE, 0);
      builder.node(new NodeRef("n", "Op"));
      int v = kind.add(builder, x);
      int shown = builder.canBeOutput(v) ? v : builder.exposure("y", v, builder.tensor(v).range());
      builder.output(port("y", builder.tensor(v).shape()), shown);
      return new OneNode(builder.build(), v);
    }

    Execution run(long... x) {
      return Execution.run(program, List.of(), Map.of(0, x));
    }

    List<CellFailure> trace(Execution execution) {
      return new Trace(program).of(execution, 10);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anHonestRunHasNoFailures(Kind kind) {
    OneNode node = OneNode.of(kind);
    assertThat(node.trace(node.run(INPUT))).isEmpty();
  }

  /** The false value lies in its range: only the circuit's assertions can tell. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFalseCellIsFound(Kind kind) {
    OneNode node = OneNode.of(kind);
    Interval range = node.program().tensor(node.value()).range();
    for (int cell = 0; cell < node.program().tensor(node.value()).size(); cell++) {
      Execution execution = node.run(INPUT);
      long[] values = execution.of(node.value());
      values[cell] += values[cell] < range.hi() ? 1 : -1;
      List<CellFailure> failures = node.trace(execution);
      CellFailure failure = failures.get(0);
      assertThat(failure.origin().nodes()).containsExactly(new NodeRef("n", "Op"));
      assertThat(failure.primitive()).isEqualTo(kind.primitive);
      assertThat(failure.tensor()).isEqualTo("v");
      int[] index = failure.index().stream().mapToInt(Integer::intValue).toArray();
      int row = index[0];
      int last = index.length == 1 ? row : row * SHAPE.get(1) + index[1];
      assertThat(kind == Kind.MAXIMUM ? row : last).isEqualTo(cell);
      assertThat(failure.text())
          .startsWith("n (Op): " + kind.primitive + " 'v', cell " + failure.index())
          .contains("is " + failure.value() + ", allowed is " + failure.allowed());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCellOutsideItsRangeIsFound(Kind kind) {
    OneNode node = OneNode.of(kind);
    Interval range = node.program().tensor(node.value()).range();
    List<Integer> shape = node.program().tensor(node.value()).shape();
    for (long value : new long[] {range.lo() - 1, range.hi() + 1, Long.MIN_VALUE}) {
      Execution execution = node.run(INPUT);
      execution.of(node.value())[1] = value;
      CellFailure failure = node.trace(execution).get(0);
      assertThat(failure)
          .isEqualTo(
              new CellFailure(
                  node.program().origin(0),
                  kind.primitive,
                  "v",
                  "v",
                  shape,
                  shape.size() == 1 ? List.of(1) : List.of(0, 1),
                  value,
                  range.lo() + " to " + range.hi()));
    }
  }

  @Test
  void aFalseTableValueIsExplained() {
    OneNode node = OneNode.of(Kind.TABULATION);
    Execution execution = node.run(INPUT);
    execution.of(node.value())[4] = 26;
    assertThat(node.trace(execution).stream().map(CellFailure::text))
        .containsExactly(
            "n (Op): Tabulation 'v', cell [1, 1] of 'v.value' [2, 3] is 26, allowed is 25 for 5 in"
                + " 'x'");
  }

  @Test
  void anInputOutsideTheTableIsFound() {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = builder.input(port("x", SHAPE), INPUT_RANGE, 0);
    builder.node(new NodeRef("erf", "Erf"));
    int v = builder.tabulation("v", x, 2, new long[] {1, 2, 3, 4, 5, 6, 7}, 0);
    builder.output(port("y", SHAPE), v);
    IntegerProgram program = builder.build();
    Execution execution = Execution.run(program, List.of(), Map.of(0, INPUT));
    assertThat(new Trace(program).of(execution, 10).stream().map(CellFailure::text))
        .containsExactly(
            "erf (Erf): Tabulation 'v', cell [0, 1] of 'x' [2, 3] is 9, allowed is 2 to 8 in the"
                + " table");
    assertThat(new Trace(program).of(execution.witness(), List.of(), 10))
        .extracting(CellFailure::index)
        .containsExactly(List.of(0, 1));
  }

  @Test
  void aDivisorBelowItsLeastIsFound() {
    OneNode node = OneNode.of(Kind.QUOTIENT);
    CellFailure failure = node.trace(node.run(3, 9, 1, 7, 5, 8)).get(0);
    assertThat(failure.text())
        .startsWith("n (Op): Quotient 'v', cell [0, 2] of 'x' [2, 3] is 1, allowed is 2 to ");
  }

  @Test
  void anInputOutsideItsRangeIsFound() {
    OneNode node = OneNode.of(Kind.REARRANGEMENT);
    List<CellFailure> failures = node.trace(node.run(0, 16, 0, 0, -1, 0));
    assertThat(failures.subList(0, 2))
        .extracting(CellFailure::text)
        .containsExactly(
            "'x' (Input): cell [0, 1] of 'x' [2, 3] is 16, allowed is 0 to 15",
            "'x' (Input): cell [1, 1] of 'x' [2, 3] is -1, allowed is 0 to 15");
    assertThat(new Trace(node.program()).of(node.run(0, 16, 0, 0, -1, 0).witness(), List.of(), 2))
        .extracting(CellFailure::where)
        .containsExactly("'x' (Input)", "'x' (Input)");
  }

  @Test
  void asManyAsAskedForAndNoValuesInNames() {
    OneNode node = OneNode.of(Kind.TABULATION);
    Execution execution = node.run(INPUT);
    Arrays.fill(execution.of(node.value()), 123);
    assertThat(new Trace(node.program()).of(execution, 4)).hasSize(4);
    assertThat(node.trace(execution)).hasSize(6);
    assertThat(node.trace(execution).toString()).doesNotContain("123");
  }

  @Test
  void theNodeOfACompiledNetworkIsNamed() throws Exception {
    Graph graph =
        new TestGraph(3)
            .input("x", 1, 2, 5, 5)
            .weights("w", 0.5, 3, 2, 3, 3)
            .node("Conv", "c", "x", "w")
            .node("Relu", "r", "c")
            .weights("w2", 0.5, 3, 3, 1, 1)
            .node("Conv", "y", "r", "w2")
            .outputs("y");
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph));
    IntegerProgram program = network.program();
    Map<Class<? extends Primitive>, String> nodes =
        Map.of(
            Contraction.class, "c_node (Conv)",
            Requantisation.class, "c_node (Conv) + r_node (Relu)");
    for (Class<? extends Primitive> kind : nodes.keySet()) {
      Execution execution = network.execute(TestGraph.sample(graph, 1, 1));
      Primitive first =
          program.primitives().stream().filter(kind::isInstance).findFirst().orElseThrow();
      execution.of(first.output())[13] += 1;
      CellFailure failure = new Trace(program).of(execution, 1).get(0);
      assertThat(failure.where()).isEqualTo(nodes.get(kind));
      assertThat(failure.primitive()).isEqualTo(kind.getSimpleName());
      assertThat(failure.index()).endsWith(1, 1, 1);
    }
  }
}
