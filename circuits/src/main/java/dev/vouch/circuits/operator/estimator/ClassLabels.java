package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The labels of classes; those that are strings are given by their places in the list. Labels are
 * public. Immutable.
 */
final class ClassLabels {
  private final long[] labels;

  private ClassLabels(long... labels) {
    this.labels = labels;
  }

  /** Those of a node; none if it has none. */
  static ClassLabels of(Node node) {
    List<String> texts = node.texts("classlabels_strings");
    long[] integers = node.integers("classlabels_ints");
    if (texts != null && !texts.isEmpty()) {
      return new ClassLabels(LongStream.range(0, texts.size()).toArray());
    }
    return new ClassLabels(integers == null ? new long[0] : integers);
  }

  int count() {
    return labels.length;
  }

  /** The same if they are two, else 0 and 1. */
  ClassLabels ofTwo() {
    return labels.length == 2 ? this : new ClassLabels(0, 1);
  }

  /** The labels at computed places. */
  String at(Expansion expansion, String places) {
    if (labels.length == 0) {
      throw new InvalidNodeException("class labels are missing");
    }
    if (Arrays.equals(labels, LongStream.range(0, labels.length).toArray())) {
      return places;
    }
    String list = expansion.add("labels", TensorData.ofVector(labels));
    return expansion.add("label", "Gather", list, places);
  }
}
