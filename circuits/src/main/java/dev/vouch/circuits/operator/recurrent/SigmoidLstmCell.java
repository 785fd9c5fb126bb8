package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;
import java.util.List;

/**
 * A step of an LSTM whose gates are sigmoids and whose candidate is tanh(x) = 2 · sigmoid(2x) − 1:
 * the doubled argument is in the weights, so that one function of all four sums is enough.
 */
final class SigmoidLstmCell implements Cell {
  private final Activations.Function f;
  private final Activations.Function h;
  private final boolean coupled;
  private final int hiddenSize;
  private final String recurrence;

  SigmoidLstmCell(
      Activations.Function f,
      Activations.Function h,
      boolean coupled,
      int hiddenSize,
      Steps steps,
      String recurrence) {
    this.f = f;
    this.h = h;
    this.coupled = coupled;
    this.hiddenSize = hiddenSize;
    this.recurrence = doubled(steps, "R/doubled", recurrence);
  }

  /** A matrix, or a vector, whose last quarter of columns is doubled. */
  private String doubled(Steps steps, String part, String value) {
    double[] factors = new double[4 * hiddenSize];
    Arrays.fill(factors, 1);
    Arrays.fill(factors, 3 * hiddenSize, factors.length, 2);
    TensorData columns =
        TensorData.ofDoubles(
            steps.expansion().info(value).type(), new int[] {factors.length}, factors);
    return steps.add(part, "Mul", value, steps.known(part + "/factors", columns));
  }

  @Override
  public String inputWeights(Steps steps, String weights) {
    return doubled(steps, "W/doubled", weights);
  }

  @Override
  public String bias(Steps steps, String ofInput, String ofState) {
    return doubled(steps, "bias/doubled", steps.add("bias", "Add", ofInput, ofState));
  }

  @Override
  public State step(Steps steps, String x, State before) {
    String state = before.hidden();
    String sums =
        state == null
            ? x
            : steps.add("sums", "Add", x, steps.add("state", "MatMul", state, recurrence));
    List<String> gates = steps.split("gates", Activations.apply(steps, "gates", f, sums), 1, 4);
    String input = gates.get(0);
    String forget = coupled ? LstmCell.complement(steps, input) : gates.get(2);
    String two = steps.number("two", 2, input);
    String one = steps.number("one", 1, input);
    String candidate = steps.add("c", "Sub", steps.add("c/doubled", "Mul", gates.get(3), two), one);
    String memory = LstmCell.memory(steps, forget, before.memory(), input, candidate);
    return new State(LstmCell.hidden(steps, gates.get(1), h, memory), memory);
  }
}
