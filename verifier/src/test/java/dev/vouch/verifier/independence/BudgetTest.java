package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Cells come back, steps do not. */
class BudgetTest {
  @Test
  void whatIsGivenBackCanBeTakenAgain() throws Exception {
    Budget budget = new Budget(5, 0);
    budget.takeCells(5);
    budget.giveCells(3);
    budget.takeCells(3);
    assertThatThrownBy(() -> budget.takeCells(1)).isInstanceOf(TooLargeException.class);
  }

  @Test
  void stepsOfOneCircuitAreGoneForTheNext() throws Exception {
    Budget budget = new Budget(0, 5);
    budget.takeSteps(2);
    Budget next = budget.withCells(7);
    next.takeCells(7);
    next.takeSteps(3);
    assertThatThrownBy(() -> next.takeSteps(1)).isInstanceOf(TooLargeException.class);
  }
}
