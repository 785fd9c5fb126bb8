package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.operator.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of an LSTM, H' and C' being the states before, P the peepholes:
 *
 * <pre>
 * i = f(X Wiᵀ + H' Riᵀ + Pi · C' + Wbi + Rbi)      f likewise; coupled: f = 1 − i
 * c = g(X Wcᵀ + H' Rcᵀ + Wbc + Rbc)
 * C = f · C' + i · c
 * o = f(X Woᵀ + H' Roᵀ + Po · C + Wbo + Rbo)
 * H = o · h(C)
 * </pre>
 */
final class LstmCell implements Cell {
  private final Activations.Function f;
  private final Activations.Function g;
  private final Activations.Function h;
  private final boolean coupled;
  private final String recurrence;
  private final @Nullable List<String> peepholes;

  /**
   * A cell.
   *
   * @param recurrence Rᵀ
   * @param peepholes of i, o and f; null: none
   */
  LstmCell(
      Activations.Function f,
      Activations.Function g,
      Activations.Function h,
      boolean coupled,
      String recurrence,
      @Nullable List<String> peepholes) {
    this.f = f;
    this.g = g;
    this.h = h;
    this.coupled = coupled;
    this.recurrence = recurrence;
    this.peepholes = peepholes;
  }

  @Override
  public State step(Steps steps, String x, State before) {
    String state = before.hidden();
    String sums =
        state == null
            ? x
            : steps.add("sums", "Add", x, steps.add("state", "MatMul", state, recurrence));
    List<String> gates = steps.split("sums", sums, 1, 4);
    String input = gate(steps, "i", gates.get(0), 0, before.memory());
    String forget =
        coupled ? complement(steps, input) : gate(steps, "f", gates.get(2), 2, before.memory());
    String candidate = Activations.apply(steps, "c", g, gates.get(3));
    String memory = memory(steps, forget, before.memory(), input, candidate);
    String output = gate(steps, "o", gates.get(1), 1, memory);
    return new State(hidden(steps, output, h, memory), memory);
  }

  private String gate(Steps steps, String part, String sum, int peephole, @Nullable String memory) {
    String argument = sum;
    if (peepholes != null && memory != null) {
      String seen = steps.add(part + "/peephole", "Mul", memory, peepholes.get(peephole));
      argument = steps.add(part + "/sum", "Add", sum, seen);
    }
    return Activations.apply(steps, part, f, argument);
  }

  /** 1 − i. */
  static String complement(Steps steps, String input) {
    return steps.add("f", "Sub", steps.number("one", 1, input), input);
  }

  /** C = f · C' + i · c. */
  static String memory(
      Steps steps, String forget, @Nullable String before, String input, String candidate) {
    String added = steps.add("added", "Mul", input, candidate);
    return before == null
        ? added
        : steps.add("C", "Add", steps.add("kept", "Mul", forget, before), added);
  }

  /** H = o · h(C). */
  static String hidden(Steps steps, String output, Activations.Function h, String memory) {
    return steps.add("H", "Mul", output, Activations.apply(steps, "h", h, memory));
  }
}
