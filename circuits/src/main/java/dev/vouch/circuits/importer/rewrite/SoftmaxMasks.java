package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Masks before a Softmax: numbers below −2^26 that are added to its input, and constants below
 * −10^6 that are chosen by Where, only say which cells do not count. They become further inputs of
 * the Softmax, 1 where a cell is kept, and its first input is the value without them ({@link
 * Unmasking}): no scale has to cover both the scores and the mask. Smaller masks, such as −10^4,
 * are numbers like others, which are added last.
 */
final class SoftmaxMasks {
  private final GraphEdit edit;
  private final Unmasking unmasking;

  private SoftmaxMasks(Graph graph, ToDoubleFunction<String> magnitudes) {
    edit = new GraphEdit(graph);
    unmasking = new Unmasking(edit, magnitudes);
  }

  /**
   * The graph with masks as inputs of Softmax.
   *
   * @param magnitudes how large inputs become, by name; 0 where that is not known
   */
  static Graph rewritten(Graph graph, ToDoubleFunction<String> magnitudes) {
    SoftmaxMasks masks = new SoftmaxMasks(graph, magnitudes);
    graph.nodes().forEach(masks::accept);
    return masks.edit.build();
  }

  private void accept(Node node) {
    if (!node.type().equals("Softmax") || !node.domain().isEmpty()) {
      edit.keep(node);
      return;
    }
    unmasking
        .of(node.inputs().get(0))
        .ifPresentOrElse(
            unmasked -> {
              String value = unmasked.value();
              for (String offset : unmasked.offsets()) {
                value = unmasking.sum(node, value, offset);
              }
              List<String> inputs = new ArrayList<>(List.of(value));
              List<String> kept = new ArrayList<>(node.inputs().subList(1, node.inputs().size()));
              kept.addAll(unmasked.kept());
              inputs.addAll(joined(node.outputs().get(0), kept));
              edit.keep(node, inputs, node.attributes());
            },
            () -> edit.keep(node));
  }

  /** Constant masks as one, and those that are computed. */
  private List<String> joined(String softmax, List<String> kept) {
    List<String> constants = kept.stream().filter(mask -> edit.constant(mask) != null).toList();
    if (constants.size() < 2) {
      return kept;
    }
    List<String> joined = new ArrayList<>(kept);
    joined.removeAll(constants);
    joined.add(
        edit.constant(
            softmax + ".kept",
            constants.stream().map(edit::constant).reduce(SoftmaxMasks::both).orElseThrow()));
    return joined;
  }

  /** 1 where both are 1; real, hence hidden as weights are, if one of them is. */
  private static TensorData both(TensorData a, TensorData b) {
    int[] shape = Shape.broadcast(a.shape(), b.shape());
    double[] left = a.broadcastTo(shape).toDoubles();
    double[] right = b.broadcastTo(shape).toDoubles();
    double[] product = new double[left.length];
    long[] integers = new long[left.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = left[i] * right[i];
      integers[i] = (long) product[i];
    }
    return a.isFloating() || b.isFloating()
        ? TensorData.ofDoubles(DataType.FLOAT, shape, product)
        : TensorData.ofLongs(DataType.BOOL, shape, integers);
  }
}
