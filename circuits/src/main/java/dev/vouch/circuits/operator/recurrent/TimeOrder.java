package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * In which order the steps of one direction take the entries of the sequences. A sequence that ends
 * early is not cut: its steps go on with what follows its end, and nothing reads their results.
 *
 * @param lengths of the sequences, one each
 */
@SuppressWarnings("ArrayRecordComponent")
record TimeOrder(Layer layer, boolean backwards, int... lengths) {
  /** The lengths of the sequences of a node; they must be known. */
  static int[] lengths(Node node, Layer layer, Expansion expansion) {
    int[] lengths = new int[layer.batch()];
    Arrays.fill(lengths, layer.steps());
    if (!node.hasInput(4)) {
      return lengths;
    }
    String input = node.input(4);
    int size = expansion.info(input).size();
    TensorData known = expansion.constant(input);
    if (known == null) {
      throw new UnsupportedNodeException(
          "the lengths of the sequences '"
              + input
              + "' depend on the model's input; give them a fixed value (--fix NAME=VALUE)");
    }
    if (size != lengths.length || known.isFloating()) {
      throw new InvalidNodeException("sequence_lens is " + known);
    }
    for (int i = 0; i < lengths.length; i++) {
      if (known.longs()[i] < 0 || known.longs()[i] > layer.steps()) {
        throw new InvalidNodeException("sequence_lens holds " + known.longs()[i]);
      }
      lengths[i] = (int) known.longs()[i];
    }
    return lengths;
  }

  private boolean allWhole() {
    return Arrays.stream(lengths).allMatch(length -> length == layer.steps());
  }

  /** The entry of a sequence that a step takes, or the step that takes an entry. */
  private int mirrored(int step, int sequence) {
    return backwards && step < lengths[sequence] ? lengths[sequence] - 1 - step : step;
  }

  /** The sequences [steps, batch, inputSize] in the order of the steps. */
  String inputs(Steps steps, String x) {
    if (!backwards) {
      return x;
    }
    if (allWhole()) {
      long[] last = new long[layer.steps()];
      Arrays.setAll(last, step -> layer.steps() - 1L - step);
      return steps.entries("reversed", x, 0, last);
    }
    String rows = steps.reshape("rows", x, (long) layer.steps() * layer.batch(), layer.inputSize());
    String ordered = steps.entries("ordered", rows, 0, rows());
    return steps.reshape("reversed", ordered, layer.steps(), layer.batch(), layer.inputSize());
  }

  private long[] rows() {
    long[] rows = new long[layer.steps() * layer.batch()];
    Arrays.setAll(
        rows,
        row -> {
          int sequence = row % layer.batch();
          return (long) mirrored(row / layer.batch(), sequence) * layer.batch() + sequence;
        });
    return rows;
  }

  /**
   * The results of the steps [batch, hiddenSize] in the order of the sequences: [steps, 1, batch,
   * hiddenSize], 0 after the end of a sequence.
   */
  String outputs(Steps steps, List<String> results) {
    long rowCount = (long) layer.steps() * layer.batch();
    String rows;
    if (allWhole()) {
      List<String> ordered = results;
      if (backwards) {
        ordered = new ArrayList<>(results);
        Collections.reverse(ordered);
      }
      rows = steps.concat("results", ordered, 0);
    } else {
      String ending =
          steps.add(
              "ending",
              "Pad",
              steps.concat("results", results, 0),
              steps.integers("pads", 0, 0, 1, 0));
      long[] order = rows();
      for (int row = 0; row < order.length; row++) {
        boolean after = row / layer.batch() >= lengths[row % layer.batch()];
        order[row] = after ? rowCount : order[row];
      }
      rows = steps.entries("ordered", ending, 0, order);
    }
    return steps.reshape("all", rows, layer.steps(), 1, layer.batch(), layer.hiddenSize());
  }

  /**
   * The result of the last step of each sequence, [batch, hiddenSize]; 0 of one without steps.
   *
   * @param results of the steps
   */
  String last(Steps steps, List<String> results) {
    int length = lengths[0];
    if (length > 0 && Arrays.stream(lengths).allMatch(other -> other == length)) {
      return results.get(length - 1);
    }
    String ending =
        steps.add(
            "ending",
            "Pad",
            steps.concat("results", results, 0),
            steps.integers("pads", 0, 0, 1, 0));
    long[] order = new long[layer.batch()];
    Arrays.setAll(
        order,
        sequence ->
            lengths[sequence] == 0
                ? (long) results.size() * layer.batch()
                : (lengths[sequence] - 1L) * layer.batch() + sequence);
    return steps.entries("last", ending, 0, order);
  }
}
