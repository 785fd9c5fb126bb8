package dev.vouch.circuits.operator.score;

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
public final class ClassLabels {
  private final long[] labels;

  private ClassLabels(long... labels) {
    this.labels = labels;
  }

  /** Known labels, in the order of the classes. */
  public static ClassLabels of(long... labels) {
    return new ClassLabels(labels);
  }

  /** Those of a node; none if it has none. */
  public static ClassLabels of(Node node) {
    List<String> texts = node.texts("classlabels_strings");
    long[] integers = node.integers("classlabels_ints");
    if (texts != null && !texts.isEmpty()) {
      return new ClassLabels(LongStream.range(0, texts.size()).toArray());
    }
    return new ClassLabels(integers == null ? new long[0] : integers);
  }

  /** The number of classes; 0 if there are no labels. */
  public int count() {
    return labels.length;
  }

  /** The same if they are two, else 0 and 1. */
  public ClassLabels ofTwo() {
    return labels.length == 2 ? this : new ClassLabels(0, 1);
  }

  /**
   * The labels at computed places.
   *
   * @throws InvalidNodeException if there are none
   */
  public String at(Expansion expansion, String places) {
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
