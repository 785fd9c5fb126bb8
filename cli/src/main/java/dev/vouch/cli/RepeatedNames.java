package dev.vouch.cli;

import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values of one name: picocli keeps the last of {@code --dim n=1 --dim n=2}, and what the user
 * meant is not known.
 */
final class RepeatedNames {
  private RepeatedNames() {}

  /**
   * Refuses options of {@code NAME=VALUE} with two values for a name, whatever the values.
   *
   * @throws ParameterException naming the first
   */
  static void refuse(ParseResult parsed) {
    for (ParseResult each = parsed;
        each != null && !each.isUsageHelpRequested();
        each = each.subcommand()) {
      for (OptionSpec option : each.matchedOptions()) {
        if (option.typeInfo().isMap()) {
          refuse(each, option);
        }
      }
    }
  }

  private static void refuse(ParseResult parsed, OptionSpec option) {
    Set<String> seen = new HashSet<>();
    for (String word : option.originalStringValues()) {
      String name = word.substring(0, word.indexOf('='));
      if (!seen.add(name)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            "'" + name + "' is given twice; " + option.longestName() + " " + word);
      }
    }
  }
}
