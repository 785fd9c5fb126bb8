package dev.vouch.circuits.report;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that lie nearer to a step than the rounding of the input: the model decides them. */
class StepBoundTest {
  private static TensorData row(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values);
  }

  private static TensorData number(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {value});
  }

  private static List<OutputBound> bounds(ModelBuilder model, TensorData x) throws Exception {
    Graph graph = model.graph();
    Map<String, TensorData> sample = Map.of("x", x);
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    BoundMeter meter = new BoundMeter(compilation);
    Map<String, TensorData> expected = new FloatInterpreter(graph).run(sample);
    meter.add(sample, expected, compilation.network().execute(sample));
    return meter.outputs();
  }

  /** Numbers on both sides of where 0.05·7.5 is, by less than steps of 2^-15. */
  private static TensorData aroundAStep(double step) {
    double[] values = new double[101];
    Arrays.setAll(values, i -> step + (i - 50) * 0x1p-21);
    values[100] = 1;
    return row(values);
  }

  @Test
  void ofAQuantisation() throws Exception {
    ModelBuilder model =
        model()
            .opset(13)
            .input("x", 1, 101)
            .initializer("one", number(1))
            .initializer("scale", number(0.05))
            .initializer("zero", TensorData.ofLongs(DataType.UINT8, new int[0], 0))
            .node("Mul", "x one", "m")
            .node("QuantizeLinear", "m scale zero", "y")
            .output("y");
    assertThat(bounds(model, aroundAStep(0.375)))
        .allMatch(OutputBound::kept)
        .allMatch(output -> output.largestError() == 1)
        .allMatch(output -> output.undecided() < 100);
  }

  /** Scores whose steps are thousands are as good as unknown. */
  @Test
  void ofCoarseScores() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 3)
            .initializer("large", number(6e7))
            .node("Mul", "x large", "scores")
            .node("Softmax", "scores", "y")
            .output("y");
    assertThat(bounds(model, row(0.9, -0.3, 0.9 - 1e-6)))
        .allMatch(OutputBound::kept)
        .allMatch(output -> output.bound() < 1.1);
  }

  /** Ones that are rounded from halves are all wrong, or none is. */
  @Test
  void ofASumOfChoices() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 17)
            .initializer("axes", TensorData.ofVector(1))
            .initializer("limit", number(10.5))
            .node("Neg", "x", "n") // what is computed is rounded before
            .node("Neg", "n", "z")
            .node("Round", "z", "r")
            .node("ReduceSum", "r axes", "sum")
            .node("Greater", "sum limit", "above")
            .node("Cast", "above", "y", attribute("to", DataType.FLOAT.onnxCode()))
            .output("y");
    double[] values = new double[17];
    Arrays.fill(values, 0.5 + 1e-6);
    values[16] = 0.9;
    assertThat(bounds(model, row(values)))
        .allMatch(OutputBound::kept)
        .allMatch(output -> output.largestError() == 1 && output.undecided() == 1);
  }
}
