package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node's inputs when its outputs are inferred: types and shapes of all, values
 * of the constant ones.
 */
public final class Inference {
  private final List<@Nullable ValueInfo> infos;
  private final List<@Nullable TensorData> constants;

  private Inference(List<@Nullable ValueInfo> infos, List<@Nullable TensorData> constants) {
    this.infos = infos;
    this.constants = constants;
  }

  /**
   * Both lists have one entry an input.
   *
   * @param infos null where an optional input is left out
   * @param constants null where the value is not known
   */
  public static Inference of(
      List<@Nullable ValueInfo> infos, List<@Nullable TensorData> constants) {
    if (infos.size() != constants.size()) {
      throw new IllegalArgumentException(
          infos.size() + " infos, " + constants.size() + " constants");
    }
    return new Inference(new ArrayList<>(infos), new ArrayList<>(constants));
  }

  /**
   * Of the inputs that a node names.
   *
   * @param infos type and shape of a value
   * @param constants a value that is known, else null
   */
  public static Inference of(
      Node node,
      Function<String, @Nullable ValueInfo> infos,
      Function<String, @Nullable TensorData> constants) {
    List<@Nullable ValueInfo> given = new ArrayList<>();
    List<@Nullable TensorData> known = new ArrayList<>();
    for (String input : node.inputs()) {
      given.add(input.isEmpty() ? null : infos.apply(input));
      known.add(input.isEmpty() ? null : constants.apply(input));
    }
    return of(given, known);
  }

  /** Number of inputs, those left out in between included. */
  public int count() {
    return infos.size();
  }

  /** Whether input {@code index} is given. */
  public boolean has(int index) {
    return index < infos.size() && infos.get(index) != null;
  }

  /**
   * Type and shape of an input.
   *
   * @throws InvalidNodeException if it is left out
   */
  public ValueInfo input(int index) {
    ValueInfo info = index < infos.size() ? infos.get(index) : null;
    if (info == null) {
      throw new InvalidNodeException("input " + index + " is missing");
    }
    return info;
  }

  /**
   * Type and shape of an input that must be of a floating type.
   *
   * @throws InvalidNodeException if it is left out or of another type
   */
  public ValueInfo floating(int index) {
    ValueInfo info = input(index);
    if (!info.type().isFloating()) {
      throw new InvalidNodeException("input " + index + " must be of a floating type, got " + info);
    }
    return info;
  }

  /** Value of an input, or null if it is left out or not constant. */
  public @Nullable TensorData constant(int index) {
    return index < constants.size() ? constants.get(index) : null;
  }

  /** The values of the inputs, as far as they are constant. */
  public Operands constants() {
    return Operands.of(constants);
  }

  /** Whether every given input is constant. */
  public boolean allConstant() {
    for (int i = 0; i < infos.size(); i++) {
      if (infos.get(i) != null && constants.get(i) == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Integers of an optional input that must be constant, such as axes.
   *
   * @param meaning what the input is called in the operator's definition
   * @return null if the input is left out
   * @throws UnsupportedNodeException if it is computed
   */
  public long @Nullable [] constantIntegers(int index, String meaning) {
    if (!has(index)) {
      return null;
    }
    TensorData value = constant(index);
    if (value == null) {
      throw new UnsupportedNodeException(
          "input '" + meaning + "' must be constant, but it depends on the model's input");
    }
    if (value.isFloating()) {
      throw new InvalidNodeException("input '" + meaning + "' must hold integers, got " + value);
    }
    return value.longs();
  }
}
