package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs of integers: every integer is the float interpreter's, or the graph is refused. */
class IntegerGraphTest {
  private static final long[] SMALL = {-32768, -300, -7, -4, -1, 0, 1, 2, 7, 299, 1000, 32767};
  private static final long[] INT8 = {-128, -127, -100, -1, 0, 1, 2, 50, 100, 126, 127, -64};
  private static final long[] UINT8 = {0, 1, 2, 3, 100, 127, 128, 200, 250, 254, 255, 9};
  private static final long[] INT32 = {
    Integer.MIN_VALUE, Integer.MAX_VALUE, -1_000_000_007, 65536, 0, -1, 3, 86400, 1 << 30, -77, 5, 6
  };
  private static final long[] HALF = {
    1 << 28, -(1 << 28), 65537, -65536, 46341, -46340, 3, 2, 1, 0, -1, 123_456_789
  };
  private static final long[] WIDE = {
    (1L << 53) + 1,
    -(1L << 53) - 1,
    1_764_400_000_123_456_789L,
    -1_764_400_000_123_456_789L,
    (1L << 61) + 12345,
    -(1L << 61) - 1,
    0,
    -1,
    1,
    999_999_999_999L,
    -1_000_000_007L,
    42
  };

  private static final long[] SPAN = {
    (1L << 58) - 1,
    -(1L << 58),
    999_999_999_999_999L,
    -999_999_999_999_999L,
    -1_000_000_007L,
    -1,
    0,
    1,
    1_000_000_006,
    86_399,
    1_700_000_001,
    -86_401
  };

  private static Graph graph(DataType type, int count, Chain chain) throws Exception {
    ModelBuilder model = ModelBuilder.model().opset(17).input("x", type, count);
    chain.addTo(model);
    return model.output("y").graph();
  }

  /** Adds nodes from {@code x} to {@code y}. */
  @FunctionalInterface
  private interface Chain {
    ModelBuilder addTo(ModelBuilder model);
  }

  private static TensorData of(DataType type, long... values) {
    return TensorData.ofLongs(type, new int[] {values.length}, values);
  }

  private static TensorData one(DataType type, long value) {
    return TensorData.ofLongs(type, new int[0], value);
  }

  private static Chain with(String operator, TensorData constant) {
    return model -> model.initializer("c", constant).node(operator, "x c", "y");
  }

  private static Chain unary(String operator) {
    return model -> model.node(operator, "x", "y");
  }

  private static Chain castTo(DataType type) {
    return model -> model.node("Cast", "x", "y", ModelBuilder.attribute("to", type.onnxCode()));
  }

  private static Arguments of(String name, DataType type, long[] values, Chain chain) {
    return Arguments.of(name, type, values, chain);
  }

  static Stream<Arguments> exact() {
    DataType i8 = DataType.INT8;
    DataType u8 = DataType.UINT8;
    DataType i32 = DataType.INT32;
    DataType i64 = DataType.INT64;
    long[] ramp = LongStream.range(0, 12).map(i -> i * i - 40).toArray();
    Stream<Arguments> factors =
        LongStream.of(-4096, -6, -2, -1, 0, 1, 2, 4, 12, 1L << 20, 1L << 44)
            .mapToObj(
                factor ->
                    of(
                        "times " + factor + " plus",
                        i64,
                        SMALL,
                        model ->
                            model
                                .initializer("f", one(i64, factor))
                                .initializer("c", of(i64, ramp))
                                .node("Mul", "x f", "p")
                                .node("Add", "p c", "y")));
    Stream<Arguments> divisors =
        LongStream.of(-70001, -65536, -3, -2, -1, 1, 2, 3, 7, 10, 86400, 1_000_003, 1L << 33)
            .boxed()
            .flatMap(
                c ->
                    Stream.of("Div", "Mod")
                        .flatMap(
                            operator ->
                                Stream.of(
                                    of(
                                        operator + " of 16 bits by " + c,
                                        i64,
                                        SMALL,
                                        with(operator, one(i64, c))),
                                    of(
                                        operator + " of 60 bits by " + c,
                                        i64,
                                        SPAN,
                                        with(operator, one(i64, c))))));
    TensorData mixed = of(i64, 3, -3, 1, -1, 1000, -7, 2, -2, 5, 64, -60001, 9);
    Chain remainder =
        model ->
            model
                .initializer("c", mixed)
                .node("Mod", "x c", "y", ModelBuilder.attribute("fmod", 1));
    Stream<Arguments> others =
        Stream.of(
            of("quotients by numbers of both signs", i64, SMALL, with("Div", mixed)),
            of("moduli by numbers of both signs", i64, SMALL, with("Mod", mixed)),
            of("remainders by numbers of both signs", i64, SMALL, remainder),
            of("uint8 quotient", u8, UINT8, with("Div", one(u8, 7))),
            of("the least int8 by −1", i8, INT8, with("Div", one(i8, -1))),
            of("uint8 below zero", u8, UINT8, with("Sub", one(u8, 128))),
            of(
                "zero less uint8",
                u8,
                UINT8,
                m -> m.initializer("c", one(u8, 1)).node("Sub", "c x", "y")),
            of("int8 sum", i8, INT8, with("Add", one(i8, 100))),
            of("int8 product", i8, INT8, m -> m.node("Mul", "x x", "y")),
            of("int8 negated", i8, INT8, unary("Neg")),
            of("int8 magnitude", i8, INT8, unary("Abs")),
            of("int32 product", i32, HALF, m -> m.node("Mul", "x x", "y")),
            of("int32 doubled", i32, INT32, with("Mul", one(i32, 2))),
            of(
                "int32 sum",
                i32,
                INT32,
                m -> m.node("ReduceSum", "x", "y", ModelBuilder.attribute("keepdims", 0))),
            of("int32 to int16", i32, INT32, castTo(DataType.INT16)),
            of("int64 to uint8", i64, SMALL, castTo(u8)),
            of("int64 to uint32", i64, SPAN, castTo(DataType.UINT32)),
            of("wide magnitude", i64, SPAN, unary("Abs")),
            of("wide rectified", i64, SPAN, unary("Relu")),
            of(
                "wide clipped",
                i64,
                SPAN,
                m ->
                    m.initializer("a", one(i64, -12345))
                        .initializer("b", one(i64, 99_999_999))
                        .node("Clip", "x a b", "y")),
            of("wide maxima", i64, SPAN, with("Max", one(i64, 1_000_003))),
            of("wide minima", i64, SPAN, with("Min", of(i64, SMALL))),
            of(
                "wide times matrix",
                i32,
                INT32,
                m ->
                    m.initializer(
                            "w",
                            TensorData.ofLongs(
                                i32,
                                new int[] {12, 2},
                                LongStream.range(0, 24).map(i -> i * 17 - 200).toArray()))
                        .node("MatMul", "x w", "y")),
            of(
                "wide pass through",
                i64,
                WIDE,
                m ->
                    m.initializer("shape", TensorData.ofVector(3, 4))
                        .initializer("from", TensorData.ofVector(1))
                        .initializer("to", TensorData.ofVector(4))
                        .initializer("axis", TensorData.ofVector(1))
                        .initializer("picks", TensorData.ofVector(2, 0, -1))
                        .initializer(
                            "big", TensorData.ofLongs(i64, new int[] {1, 3}, (1L << 60) + 1, -3, 7))
                        .node("Identity", "x", "a")
                        .node("Reshape", "a shape", "b")
                        .node("Slice", "b from to axis", "d")
                        .node("Gather", "d picks", "e")
                        .node("Transpose", "e", "f")
                        .node("Concat", "f big", "y", ModelBuilder.attribute("axis", 0))));
    return Stream.of(factors, divisors, others).flatMap(s -> s);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void exact(String name, DataType type, long[] values, Chain chain) throws Exception {
    Graph graph = graph(type, values.length, chain);
    Map<String, TensorData> sample = Map.of("x", of(type, values));
    for (CompileOptions options :
        List.of(
            CompileOptions.defaults(), CompileOptions.defaults().withWeights(Visibility.PUBLIC))) {
      CompiledNetwork network =
          Compiler.compile(graph, options, Calibrator.calibrate(graph, List.of(sample)));
      Compiled.requireValid(network);
      Execution execution = Compiled.requireAccepted(network, sample);
      assertThat(execution.outputs().get("y").scaleExponent()).isZero();
      assertThat(execution.outputs().get("y").integers())
          .containsExactly(new FloatInterpreter(graph).run(sample).get("y").longs());
    }
  }

  static Stream<Arguments> refused() {
    DataType i64 = DataType.INT64;
    DataType u64 = DataType.UINT64;
    long[] huge = {1L << 62, 5};
    return Stream.of(
        Arguments.of("a wide input", i64, huge, unary("Identity"), "input 'x'"),
        Arguments.of("a product", i64, WIDE, (Chain) m -> m.node("Mul", "x x", "y"), "2^62"),
        Arguments.of("a sum", i64, WIDE, with("Add", one(i64, 1L << 62)), "2^62"),
        Arguments.of("below zero", u64, UINT8, with("Sub", one(u64, 200)), "uint64"),
        Arguments.of("by zero", i64, SMALL, with("Div", one(i64, 0)), "by zero"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, DataType type, long[] values, Chain chain, String reason)
      throws Exception {
    Graph graph = graph(type, values.length, chain);
    Map<String, TensorData> sample = Map.of("x", of(type, values));
    assertThatThrownBy(
            () ->
                Compiler.compile(
                    graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample))))
        .isInstanceOfAny(UnsupportedModelException.class, InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  /** What a sample does wrong is said of the sample and the node. */
  @Test
  void undefinedValuesAreTheSamplesFault() throws Exception {
    ModelBuilder division =
        ModelBuilder.model().input("a", DataType.INT64, 2).input("b", DataType.INT64, 2);
    Graph quotient = division.node("Div", "a b", "y").output("y").graph();
    Map<String, TensorData> good =
        Map.of("a", of(DataType.INT64, 1, 2), "b", of(DataType.INT64, 3, -1));
    Map<String, TensorData> bad =
        Map.of("a", of(DataType.INT64, 1, 2), "b", of(DataType.INT64, 3, 0));
    assertThatThrownBy(() -> Calibrator.calibrate(quotient, List.of(good, bad)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("calibration sample 1: Div '.*': division of an integer by zero");
    Graph picks =
        graph(
            DataType.INT64,
            2,
            m -> m.initializer("t", of(DataType.INT64, 5, 6, 7)).node("Gather", "t x", "y"));
    assertThatThrownBy(
            () -> Calibrator.calibrate(picks, List.of(Map.of("x", of(DataType.INT64, -3, 3)))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("calibration sample 0: Gather '.*': an index lies outside .*");
  }

  @Test
  void integersBeyondTheCalibratedRangeAreRefused() throws Exception {
    Graph graph = graph(DataType.INT64, 2, with("Add", one(DataType.INT64, 1)));
    CompiledNetwork network =
        Compiler.compile(
            graph,
            CompileOptions.defaults(),
            Calibrator.calibrate(graph, List.of(Map.of("x", of(DataType.INT64, 0, 200_000)))));
    long[] most = {-(1L << 19), (1L << 19) - 1};
    Execution execution = Compiled.requireAccepted(network, Map.of("x", of(DataType.INT64, most)));
    assertThat(execution.outputs().get("y").integers()).containsExactly(most[0] + 1, most[1] + 1);
    assertThatThrownBy(() -> network.execute(Map.of("x", of(DataType.INT64, 0, 1L << 19))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("input 'x' holds an integer outside the range at [1]");
  }
}
