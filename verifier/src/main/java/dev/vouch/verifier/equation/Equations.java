package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;

/** The equations of a proof in the order of protocol.md §11, rule 22. Not thread-safe. */
public final class Equations {
  private final List<Equation> equations = new ArrayList<>();

  /** Adds the next one. */
  public void add(Equation equation) {
    equations.add(equation);
  }

  /**
   * V -> P theta: one polynomial for all, in x and the pads.
   *
   * @param planned how many equations the stages should have added
   * @throws IllegalStateException if they added more or fewer
   */
  public QuadraticForm combine(HiddenMessages messages, int planned) {
    if (equations.size() != planned) {
      throw new IllegalStateException(
          "there are " + equations.size() + " equations, planned are " + planned);
    }
    Scalar theta = messages.challenge("theta");
    return QuadraticForm.combine(equations, theta, messages.received());
  }
}
