package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.operator.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a GRU, H' being the state before:
 *
 * <pre>
 * z = f(X Wzᵀ + H' Rzᵀ + Wbz + Rbz)      r = f(X Wrᵀ + H' Rrᵀ + Wbr + Rbr)
 * h = g(X Whᵀ + (r · H') Rhᵀ + Rbh + Wbh)
 * h = g(X Whᵀ + r · (H' Rhᵀ + Rbh) + Wbh)    linear before reset
 * H = (1 − z) · h + z · H'
 * </pre>
 */
final class GruCell implements Cell {
  private final boolean linearBeforeReset;
  private final int hiddenSize;
  private final Activations.Function f;
  private final Activations.Function g;
  private final String gateWeights;
  private final String hiddenWeights;
  private final @Nullable String hiddenBias;

  GruCell(
      boolean linearBeforeReset,
      int hiddenSize,
      Activations.Function f,
      Activations.Function g,
      Steps steps,
      String recurrence,
      @Nullable String stateBias) {
    this.linearBeforeReset = linearBeforeReset;
    this.hiddenSize = hiddenSize;
    this.f = f;
    this.g = g;
    this.gateWeights = gates(steps, "R/gates", recurrence, 1);
    this.hiddenWeights = hidden(steps, "R/hidden", recurrence, 1);
    this.hiddenBias =
        stateBias == null || !linearBeforeReset ? null : hidden(steps, "B/hidden", stateBias, 0);
  }

  private String gates(Steps steps, String part, String value, int axis) {
    return steps.range(part, value, axis, 0, 2L * hiddenSize);
  }

  private String hidden(Steps steps, String part, String value, int axis) {
    return steps.range(part, value, axis, 2L * hiddenSize, 3L * hiddenSize);
  }

  /** With {@link #linearBeforeReset} the hidden gate's Rb is reset with the state. */
  @Override
  public String bias(Steps steps, String ofInput, String ofState) {
    if (!linearBeforeReset) {
      return steps.add("bias", "Add", ofInput, ofState);
    }
    String gates =
        steps.add(
            "bias/gates",
            "Add",
            gates(steps, "Wb/gates", ofInput, 0),
            gates(steps, "Rb/gates", ofState, 0));
    return steps.concat("bias", List.of(gates, hidden(steps, "Wb/hidden", ofInput, 0)), 0);
  }

  @Override
  public State step(Steps steps, String x, State before) {
    String state = before.hidden();
    String sums = gates(steps, "x/gates", x, 1);
    if (state != null) {
      sums = steps.add("sums", "Add", sums, steps.add("gates", "MatMul", state, gateWeights));
    }
    List<String> gates = steps.split("gates", Activations.apply(steps, "gates", f, sums), 1, 2);
    String update = gates.get(0);
    String sum = hidden(steps, "x/hidden", x, 1);
    String reset = reset(steps, state, gates.get(1));
    if (reset != null) {
      sum = steps.add("sum", "Add", sum, reset);
    }
    String hidden = Activations.apply(steps, "h", g, sum);
    return new State(blended(steps, update, hidden, state), null);
  }

  /** (1 − z) · h + z · H' = h + z · (H' − h). */
  private static String blended(Steps steps, String update, String hidden, @Nullable String state) {
    if (state == null) {
      String rest = steps.add("rest", "Sub", steps.number("one", 1, update), update);
      return steps.add("H", "Mul", rest, hidden);
    }
    String change = steps.add("change", "Sub", state, hidden);
    return steps.add("H", "Add", hidden, steps.add("step", "Mul", update, change));
  }

  private @Nullable String reset(Steps steps, @Nullable String state, String reset) {
    if (!linearBeforeReset) {
      return state == null
          ? null
          : steps.add("reset", "MatMul", steps.add("kept", "Mul", reset, state), hiddenWeights);
    }
    String linear =
        state == null ? hiddenBias : steps.add("linear", "MatMul", state, hiddenWeights);
    if (state != null && hiddenBias != null) {
      linear = steps.add("linear/biased", "Add", String.valueOf(linear), hiddenBias);
    }
    return linear == null ? null : steps.add("reset", "Mul", reset, linear);
  }
}
