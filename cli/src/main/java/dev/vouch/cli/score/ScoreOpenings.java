package dev.vouch.cli.score;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpeningsFile;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of rows that are committed already before there is a key.
 *
 * @param formats of the inputs by name
 * @param end number of the row after the last one
 */
record ScoreOpenings(Map<String, RowFormat> formats, long end) {
  /** No row of any input. */
  static final ScoreOpenings NONE = new ScoreOpenings(Map.of(), 0);

  ScoreOpenings {
    formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats)); // keeps the order
  }

  /** Those of the option; {@link #NONE} without it. */
  static ScoreOpenings of(CommittedFlag flag)
      throws IOException, CommandException, MalformedCommitmentException {
    try (@Nullable OpeningsFile file = flag.open()) {
      if (file == null) {
        return NONE;
      }
      if (file.count() == 0) {
        throw CommandException.invalidInput(
            "there are no committed rows; --committed " + flag.files().get(0) + "; commit to some");
      }
      Map<String, RowFormat> formats = new LinkedHashMap<>();
      for (Slot slot : file.slots()) {
        if (slot.role() == Slot.Role.INPUT) {
          formats.put(slot.name(), slot.format());
        }
      }
      return new ScoreOpenings(formats, file.at(file.count() - 1).row() + 1);
    }
  }

  /** Whether nothing is committed already. */
  boolean isNone() {
    return end == 0;
  }

  /** Whether an input is committed already. */
  boolean has(String input) {
    return formats.containsKey(input);
  }

  /**
   * How many classes an input may hold, numbered from 0.
   *
   * @throws CommandException if its format is none of classes
   */
  int classes(String input) throws CommandException {
    RowFormat format = Objects.requireNonNull(formats.get(input));
    if (format.type() != ValueType.INTEGER
        || format.scaleExponent() != 0
        || format.cells() != 1
        || format.lo() != 0
        || format.hi() >= Integer.MAX_VALUE) {
      throw CommandException.invalidInput(
          "the committed '"
              + input
              + "' is not one class a row, numbered from 0; --committed; commit to it with"
              + " --classes "
              + input
              + "=N");
    }
    return (int) format.hi() + 1;
  }
}
