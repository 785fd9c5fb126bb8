package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input values of a node that is evaluated. */
public final class Operands {
  private final List<@Nullable TensorData> values;

  private Operands(List<@Nullable TensorData> values) {
    this.values = values;
  }

  /** One entry an input; null where an optional one is left out. */
  public static Operands of(List<@Nullable TensorData> values) {
    return new Operands(new ArrayList<>(values));
  }

  /** One entry an input; null where an optional one is left out. */
  public static Operands of(@Nullable TensorData... values) {
    return new Operands(Arrays.asList(values.clone()));
  }

  /** Number of inputs, those left out in between included. */
  public int count() {
    return values.size();
  }

  /**
   * An input that must be there.
   *
   * @throws InvalidNodeException if it is left out
   */
  public TensorData get(int index) {
    TensorData value = optional(index);
    if (value == null) {
      throw new InvalidNodeException("input " + index + " is missing");
    }
    return value;
  }

  /** An input, or null if it is left out. */
  public @Nullable TensorData optional(int index) {
    return index < values.size() ? values.get(index) : null;
  }

  /** What inference may know when every input is known. */
  public Inference asInference() {
    List<@Nullable ValueInfo> infos = new ArrayList<>();
    for (TensorData value : values) {
      infos.add(value == null ? null : ValueInfo.of(value));
    }
    return Inference.of(infos, values);
  }
}
