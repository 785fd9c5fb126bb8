package dev.vouch.circuits.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.primitive.LayoutOption;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Program bytes: written and read back, and read when damaged. */
class ProgramCodecTest {
  private static CompiledNetwork network;
  private static byte[] bytes;

  @BeforeAll
  static void compile() throws Exception {
    network =
        Compiler.compile(TestGraph.dense(1), CompileOptions.defaults(), Calibration.of(Map.of()));
    bytes = ProgramCodec.encode(network.program());
  }

  @Test
  void readsWhatItWrote() throws Exception {
    IntegerProgram read = ProgramCodec.decode(bytes);
    assertThat(ProgramCodec.encode(read)).isEqualTo(bytes);
    assertThat(read.tensors()).isEqualTo(network.program().tensors());
    assertThat(read.primitives()).isEqualTo(network.program().primitives());
    for (int i = 0; i < read.primitives().size(); i++) {
      assertThat(read.origin(i)).isEqualTo(network.program().origin(i));
      assertThat(read.cut(i)).isEqualTo(network.program().cut(i));
    }
    assertThat(CircuitCodec.encode(read.emit().circuit()))
        .isEqualTo(CircuitCodec.encode(network.circuit()));
  }

  /** A slice of the first output, and all of it. */
  private static List<CoarseOutput> coarse() {
    NetworkPort output = network.program().outputs().get(0);
    int axis = output.shape().size() - 1;
    int length = output.shape().get(axis);
    CoarseOutput.Slice last = new CoarseOutput.Slice(length - 1, 0.05, 0.006, 0.02, false);
    CoarseOutput.Slice only = new CoarseOutput.Slice(0, 1, 0.5, 2, true);
    return List.of(
        new CoarseOutput(output.name(), axis, axis + 1, length, List.of(last)),
        new CoarseOutput(output.name(), CoarseOutput.WHOLE, axis + 1, 1, List.of(only)));
  }

  @Test
  void coarseOutputsAreKeptAndDamageOfThemIsRefused() throws Exception {
    NetworkPort output = network.program().outputs().get(0);
    int axis = output.shape().size() - 1;
    int length = output.shape().get(axis);
    List<CoarseOutput> coarse = coarse();
    byte[] written = ProgramCodec.encode(network.program().withCoarse(coarse));
    IntegerProgram read = ProgramCodec.decode(written);
    assertThat(read.coarse()).isEqualTo(coarse);
    List<CoarseOutput> madeUp = coarse.stream().map(CoarseOutput::ofSynthetic).toList();
    byte[] ofMadeUp = ProgramCodec.encode(network.program().withCoarse(madeUp));
    assertThat(ofMadeUp).hasSameSizeAs(written).isNotEqualTo(written);
    assertThat(ProgramCodec.decode(ofMadeUp).coarse()).isEqualTo(madeUp);
    assertThatThrownBy(() -> network.program().withCoarse(List.of(coarse.get(0), madeUp.get(1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ProgramCodec.encode(read)).isEqualTo(written);
    assertThat(ProgramCodec.encode(read.withCoarse(List.of()))).isEqualTo(bytes);
    for (int cut = bytes.length; cut < written.length; cut++) {
      byte[] shorter = Arrays.copyOf(written, cut);
      assertThatThrownBy(() -> ProgramCodec.decode(shorter))
          .isInstanceOf(MalformedFormatException.class);
    }
    CoarseOutput beyond =
        new CoarseOutput(
            output.name(),
            axis,
            axis + 1,
            length,
            List.of(new CoarseOutput.Slice(length, 1, 1, 1, true)));
    byte[] wrong = ProgramCodec.encode(network.program().withCoarse(List.of(beyond)));
    assertThatThrownBy(() -> ProgramCodec.decode(wrong))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("out of order or range");
  }

  private static IntegerProgram withColumns(IntegerProgram program, Integer... columns) {
    LimbPlan layout = program.layout();
    return program.withLayout(
        new LimbPlan(
            layout.limbBits(),
            layout.columnBits(),
            layout.directTables(),
            List.of(columns),
            layout.choices()));
  }

  /** A network that takes three rows of ten bits, hidden, and gives as many, public. */
  private static IntegerProgram rows() throws Exception {
    Graph graph = new TestGraph(1).input("x", 3, 600).node("Relu", "y", "x").outputs("y");
    return Compiler.compile(
            graph,
            CompileOptions.defaults().withGoal(ProofGoal.COMPACT),
            Calibrator.calibrate(graph, List.of(TestGraph.sample(graph, 3, 2))))
        .program();
  }

  /** Version 5 says the columns of wide rows by rule, version 6 says any, one by one. */
  @Test
  void columnsOfPortsTakeTheLeastVersionThatSaysThem() throws Exception {
    IntegerProgram program = rows();
    int c = program.layout().columnBits();
    assertThat(program.layout().portColumns()).containsExactly(Math.min(c, 10));
    assertThat(c).isGreaterThan(8);
    Map<Integer, Integer> versions = Map.of(8, 2, Math.min(c, 10), 5, 7, 6, 0, 6);
    for (Map.Entry<Integer, Integer> each : versions.entrySet()) {
      IntegerProgram other = withColumns(program, each.getKey());
      byte[] written = ProgramCodec.encode(other);
      assertThat(written[8]).isEqualTo(each.getValue().byteValue());
      IntegerProgram read = ProgramCodec.decode(written);
      assertThat(ProgramCodec.encode(read)).isEqualTo(written);
      assertThat(CircuitCodec.encode(read.emit().circuit()))
          .isEqualTo(CircuitCodec.encode(other.emit().circuit()));
      Tensor.Committed input =
          (Tensor.Committed) read.emit().circuit().tensorsOf(TensorKind.INPUT).get(0);
      assertThat(input.columnBits()).isEqualTo(each.getKey());
    }
  }

  @Test
  void columnsAreKeptBesideCoarseOutputs() throws Exception {
    IntegerProgram program = withColumns(network.program(), 1).withCoarse(coarse());
    byte[] written = ProgramCodec.encode(program);
    assertThat(written[8]).isEqualTo((byte) 6);
    IntegerProgram read = ProgramCodec.decode(written);
    assertThat(read.coarse()).isEqualTo(coarse());
    assertThat(read.layout().portColumns()).containsExactly(1);
    assertThat(ProgramCodec.encode(read)).isEqualTo(written);
  }

  /** What an older version says, and columns that the circuit's width does not hold. */
  @Test
  void refusesColumnsThatAreNotCanonical() throws Exception {
    IntegerProgram program = rows();
    int c = program.layout().columnBits();
    byte[] listed = ProgramCodec.encode(withColumns(program, 7));
    for (int columns : new int[] {8, Math.min(c, 10)}) {
      byte[] other = listed.clone();
      other[other.length - 1] = (byte) columns;
      assertThatThrownBy(() -> ProgramCodec.decode(other))
          .isInstanceOf(MalformedFormatException.class)
          .hasMessageContaining("the program is one of version " + (columns == 8 ? 2 : 5));
    }
    byte[] beyond = listed.clone();
    beyond[beyond.length - 1] = (byte) (c + 1);
    assertThatThrownBy(() -> ProgramCodec.decode(beyond))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("column bits of a hidden port");
    byte[] plain = ProgramCodec.encode(network.program());
    byte[] none = Arrays.copyOf(plain, plain.length + 1);
    none[8] = 5;
    none[none.length - 1] = 2;
    assertThatThrownBy(() -> ProgramCodec.decode(none))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("the program is one of version 2");
  }

  @Test
  void layoutSaysWhereTablesAre() throws Exception {
    LimbPlan layout = network.program().layout();
    for (boolean direct : new boolean[] {false, true}) {
      LimbPlan other =
          new LimbPlan(layout.limbBits(), layout.columnBits(), direct, layout.choices());
      byte[] written = ProgramCodec.encode(network.program().withLayout(other));
      IntegerProgram read = ProgramCodec.decode(written);
      assertThat(ProgramCodec.encode(read)).isEqualTo(written);
      assertThat(read.emit().circuit().tables())
          .isNotEmpty()
          .allMatch(table -> table.direct() == direct);
    }
  }

  @Test
  void refusesEveryTruncationAndAnythingAppended() {
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ProgramCodec.decode(cut))
          .isInstanceOf(MalformedFormatException.class);
    }
    assertThatThrownBy(() -> ProgramCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedFormatException.class);
  }

  /** A choice that no primitive offers could ask for a table of 2^62 rows. */
  @Test
  void readsOnlyLayoutsThatPrimitivesOffer() throws Exception {
    LimbPlan good = network.program().layout();
    for (int i = 0; i < good.choices().size(); i++) {
      List<Integer> offered =
          network.program().primitives().get(i).layouts(network.program(), good.limbBits()).stream()
              .map(LayoutOption::choice)
              .toList();
      assertThat(offered).contains(good.choices().get(i));
      for (int choice = 0; choice <= 62; choice++) {
        List<Integer> choices = new ArrayList<>(good.choices());
        choices.set(i, choice);
        byte[] changed =
            ProgramCodec.encode(
                network
                    .program()
                    .withLayout(
                        new LimbPlan(
                            good.limbBits(), good.columnBits(), good.directTables(), choices)));
        if (offered.contains(choice)) {
          assertThat(ProgramCodec.decode(changed).emit().circuit().tensors()).isNotEmpty();
        } else {
          assertThatThrownBy(() -> ProgramCodec.decode(changed))
              .isInstanceOf(MalformedFormatException.class)
              .hasMessageContaining("has no layout");
        }
      }
    }
  }

  /** Each table is small enough, but there are 64 different ones of 2^20 rows. */
  @Test
  void boundsTheTablesOfALayoutTogether() {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec spec = new NetworkPortSpec("x", ValueType.INTEGER, List.of(2), true);
    int x = builder.input(spec, Interval.signed(8), 0);
    for (int i = 0; i < 64; i++) {
      int wide =
          builder.contraction(
              "wide" + i,
              List.of(2),
              List.of(
                  new Summand(
                      1L << 20,
                      List.of(2),
                      List.of(IndexEntry.axis(0)),
                      List.of(new Term.Operand(x, List.of(IndexEntry.axis(0)))))),
              0);
      int clamped = builder.requantisation("clamped" + i, wide, 8, new Interval(0, 1 + i));
      builder.output(new NetworkPortSpec("y" + i, ValueType.INTEGER, List.of(2), false), clamped);
    }
    IntegerProgram program = builder.build();
    List<Integer> all = Collections.nCopies(program.primitives().size(), 0);
    byte[] bomb = ProgramCodec.encode(program.withLayout(new LimbPlan(8, 8, false, all)));
    assertThatThrownBy(() -> ProgramCodec.decode(bomb))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining("2^22 rows");
  }

  /** Damaged bytes are refused by type, or give a program that writes the same bytes. */
  @Test
  void damagedBytesNeverCrash() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) (random.nextInt(3) == 0 ? 255 : random.nextInt(256));
      }
      try {
        assertThat(ProgramCodec.encode(ProgramCodec.decode(damaged))).isEqualTo(damaged);
      } catch (MalformedFormatException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
