package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.primitive.LayoutOption;
import dev.vouch.circuits.primitive.LayoutTable;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A layout that was read must be one that its primitives offer: any other could ask for tables that
 * no memory holds, or break the relation of a clamp (docs/spec/primitives.md §4).
 */
final class LayoutRules {
  /** Most rows of the different tables whose content follows from choices. */
  private static final long MAX_TABLE_ROWS = 1 << 22;

  private LayoutRules() {}

  static void check(FormatReader in, IntegerProgram program, LimbPlan layout)
      throws MalformedFormatException {
    Set<LayoutTable> tables = new HashSet<>();
    long rows = 0;
    for (int i = 0; i < program.primitives().size(); i++) {
      int choice = layout.choices().get(i);
      List<LayoutOption> chosen =
          options(in, program, i, layout).stream()
              .filter(option -> option.choice() == choice)
              .toList();
      if (chosen.isEmpty()) {
        throw in.malformed("primitive " + i + " has no layout " + choice);
      }
      for (LayoutTable table : chosen.get(0).tables()) {
        rows += tables.add(table) ? table.rows() : 0;
        if (table.rows() < 1 || rows > MAX_TABLE_ROWS) {
          throw in.malformed("the tables of the layout have more than 2^22 rows");
        }
      }
    }
  }

  private static List<LayoutOption> options(
      FormatReader in, IntegerProgram program, int primitive, LimbPlan layout)
      throws MalformedFormatException {
    try {
      return program.primitives().get(primitive).layouts(program, layout.limbBits());
    } catch (ArithmeticException | RangeExceededException e) {
      throw in.malformed("primitive " + primitive + " has no layout: " + e.getMessage());
    }
  }
}
