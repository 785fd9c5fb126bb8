package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ControlOperators {
  public static final List<Operator> ALL =
      List.of(
          new ConcatFromSequence(),
          new If(),
          new Loop(),
          new OptionalGetElement(),
          new OptionalHasElement(),
          new OptionalOf(),
          new Scan(),
          new SequenceAt(),
          new SequenceConstruct(),
          new SequenceEmpty(),
          new SequenceErase(),
          new SequenceInsert(),
          new SequenceLength(),
          new SequenceMap(),
          new SplitToSequence());

  private ControlOperators() {}
}
