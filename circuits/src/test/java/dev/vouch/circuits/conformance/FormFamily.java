package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One meaning of an operator written in the forms of several opsets, on one input {@code x}: all
 * forms must give the same result. The newest forms are those of ONNX's node tests.
 */
public final class FormFamily {
  private final String operator;
  private final String meaning;
  private final DataType type;
  private final int[] shape;
  private final List<Form> forms = new ArrayList<>();
  private int outputs = 1;

  /** A form in one opset. */
  public record Form(int opset, ModelBuilder model) {}

  private FormFamily(String operator, String meaning, DataType type, int... shape) {
    this.operator = operator;
    this.meaning = meaning;
    this.type = type;
    this.shape = shape;
  }

  /** A family on a FLOAT input of that shape. */
  public static FormFamily of(String operator, String meaning, int... shape) {
    return new FormFamily(operator, meaning, DataType.FLOAT, shape);
  }

  /** A family on an input of integers. */
  public static FormFamily ofIntegers(String operator, String meaning, int... shape) {
    return of(operator, meaning, DataType.INT64, shape);
  }

  /** A family on an input of that type. */
  public static FormFamily of(String operator, String meaning, DataType type, int... shape) {
    return new FormFamily(operator, meaning, type, shape);
  }

  /** How many outputs the node has; 1 unless said otherwise. */
  FormFamily outputs(int count) {
    outputs = count;
    return this;
  }

  /**
   * Adds a form for each of the opsets.
   *
   * @param constants further inputs, all constant; null for one that is left out
   */
  FormFamily form(int[] opsets, List<TensorData> constants, AttributeProto... attributes) {
    for (int opset : opsets) {
      ModelBuilder model = ModelBuilder.model().opset(opset).input("x", type, lengths());
      StringBuilder inputs = new StringBuilder("x");
      for (int i = 0; i < constants.size(); i++) {
        if (constants.get(i) == null) {
          inputs.append(" -");
        } else {
          model.initializer("c" + i, constants.get(i));
          inputs.append(" c").append(i);
        }
      }
      add(opset, model.node(operator, inputs.toString(), outputNames(), attributes));
    }
    return this;
  }

  /** Adds a form without further inputs for each of the opsets. */
  FormFamily form(int[] opsets, AttributeProto... attributes) {
    return form(opsets, List.of(), attributes);
  }

  /** Adds a model of several nodes, whose input is {@code x} and whose outputs are y0, y1, …. */
  FormFamily nodes(int opset, ModelBuilder model) {
    add(opset, model.opset(opset).input("x", type, lengths()));
    return this;
  }

  private void add(int opset, ModelBuilder model) {
    IntStream.range(0, outputs).forEach(i -> model.output("y" + i));
    forms.add(new Form(opset, model));
  }

  private Object[] lengths() {
    return Arrays.stream(shape).boxed().toArray();
  }

  private String outputNames() {
    return IntStream.range(0, outputs).mapToObj(i -> "y" + i).collect(Collectors.joining(" "));
  }

  public String operator() {
    return operator;
  }

  /** What the node computes, in a few words. */
  public String meaning() {
    return meaning;
  }

  public List<Form> forms() {
    return List.copyOf(forms);
  }

  /** The input that the forms are compared on: both signs, no equal neighbours. */
  public Map<String, TensorData> input() {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Random random = new Random(Arrays.hashCode(shape));
    TensorData x =
        type.isFloating()
            ? TensorData.ofDoubles(
                type, shape, random.doubles(size, -2, 2).map(v -> (float) v).toArray())
            : TensorData.ofLongs(
                type, shape, random.longs(size, -300, 300).map(type::wrap).toArray());
    return new LinkedHashMap<>(Map.of("x", x));
  }

  /** What the float interpreter makes of a form. */
  public List<TensorData> interpreted(Form form) throws Exception {
    Graph graph = form.model().graph();
    return List.copyOf(new FloatInterpreter(graph).run(input()).values());
  }

  @Override
  public String toString() {
    return operator + ": " + meaning;
  }
}
