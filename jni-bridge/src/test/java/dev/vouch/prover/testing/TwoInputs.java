package dev.vouch.prover.testing;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;

/** The sum of inputs {@code a} and {@code b}, of some rows of three numbers each. */
public final class TwoInputs {
  /** Numbers of a row. */
  public static final int WIDTH = 3;

  private TwoInputs() {}

  public static CompiledNetwork sum(CompileOptions options, int rows) throws Exception {
    Graph graph =
        ModelBuilder.model()
            .input("a", rows, WIDTH)
            .input("b", rows, WIDTH)
            .node("Add", "a b", "y")
            .output("y")
            .graph();
    return Compiler.compile(graph, options, Calibrator.synthetic(graph));
  }

  /** Rows of one input, all numbers different. */
  public static TensorData rows(int rows) {
    double[] values = new double[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i - values.length / 2.0) / values.length;
    }
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, WIDTH}, values);
  }
}
