package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Window;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.Arrays;
import java.util.List;

/**
 * Means of integers as integers: the sum under each window times what brings the number of cells
 * that it counts to that of all windows, {@link #count}. No operator of ONNX: import puts it where
 * quantised values are averaged.
 */
public final class WindowSums implements Lowered {
  private static final String TYPE = "WindowSums";

  /** Sums stay within int32 for integers of 8 bits. */
  private static final long MOST = 1 << 20;

  /**
   * Adds one to an expansion.
   *
   * @param x integers
   * @param pooling with the attributes of AveragePool
   */
  public static String add(Expansion expansion, String x, Node pooling) {
    return expansion.addOwn("sums", TYPE, List.of(x), pooling.attributes());
  }

  /**
   * By what the sums are divided to get means: the least common multiple of the numbers of cells.
   *
   * @throws UnsupportedNodeException if that is very large
   */
  public static int count(Node pooling, int[] shape) {
    long common = 1;
    for (int cells : AveragePool.divisors(pooling, Pooling.window(pooling, shape))) {
      common *= cells / gcd(common, cells);
      if (cells == 0 || common > MOST) {
        throw new UnsupportedNodeException("means of too unlike numbers of cells");
      }
    }
    return (int) common;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long[] factors(Node node, int[] shape) {
    long count = count(node, shape);
    return Arrays.stream(AveragePool.divisors(node, Pooling.window(node, shape)))
        .mapToLong(cells -> count / cells)
        .toArray();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(Pooling.infer(node, inputs));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Window window = Pooling.window(node, data.shape());
    int[] shape = Pooling.output(ValueInfo.of(data), window).shape();
    long[] factors = factors(node, data.shape());
    int[] cells = window.cells();
    int channelCells = Shape.size(window.input());
    long[] sums = new long[Shape.size(shape)];
    for (int channel = 0; channel < Pooling.channels(data); channel++) {
      for (int i = 0; i < cells.length; i++) {
        int position = i % window.positions();
        long x = cells[i] < 0 ? 0 : data.longs()[channel * channelCells + cells[i]];
        sums[channel * window.positions() + position] += factors[position] * x;
      }
    }
    return List.of(TensorData.ofLongs(data.type(), shape, sums));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String input = node.inputs().get(0);
    int[] shape = context.graph().info(input).shape();
    Window window = Pooling.window(node, shape);
    int axes = window.output().length;
    String positions = "pqrstj".substring(0, axes);
    String result = "nc" + positions;
    Wire patches = window.windows().over(context, context.wires().of(input));
    Operand read = Operand.of(patches, result + "uvwxyz".substring(0, axes));
    long[] factors = factors(node, shape);
    Wire sums =
        Arrays.stream(factors).allMatch(factor -> factor == 1)
            ? context.einsum(output, result).add(1, read).build(0)
            : context
                .einsum(output, result)
                .add(
                    1,
                    Constants.integers(output + ".factors", factors, window.output(), positions, 0),
                    read)
                .build(0);
    context.wires().bind(output, sums);
  }
}
