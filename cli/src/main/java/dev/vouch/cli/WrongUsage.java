package dev.vouch.cli;

import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.failure.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is wrong with a command line, and what was probably meant. */
final class WrongUsage {
  private static final String VISIBILITY = "-visibility";

  private WrongUsage() {}

  static Failure of(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String command = spec.qualifiedName();
    String what = e.getMessage();
    List<String> remedies = new ArrayList<>();
    List<String> unknown = e.getCommandLine().getUnmatchedArguments(); // beside a missing one too
    if (!unknown.isEmpty()) {
      String word = unknown.get(0);
      if (word.startsWith("-")) {
        String option = word.replaceAll("=.*", "");
        what = "there is no option '" + option + "'";
        remedies.addAll(insteadOf(option, spec));
      } else if (spec.subcommands().isEmpty()) {
        what = "nothing is expected where '" + word + "' stands";
      } else {
        what = "there is no command '" + word + "'";
        remedies.addAll(similar(word, spec.subcommands().keySet()));
      }
    }
    remedies.add("see " + command + " --help");
    return new Failure(
        ExitCode.USAGE,
        "USAGE",
        what + "; " + command + "; " + String.join("; ", remedies).replace("?; ", "? "));
  }

  /** One name may mean a file or a visibility: both are said, where the command has them. */
  private static List<String> insteadOf(String option, CommandSpec spec) {
    List<String> remedies = new ArrayList<>();
    if (option.equals("--output") && spec.findOption("-o") != null) {
      remedies.add("name the file with -o");
    }
    if (option.equals("--input")) {
      for (String data : List.of("--data", "--calibrate")) {
        if (remedies.isEmpty() && spec.findOption(data) != null) {
          remedies.add("give the data with " + data);
        }
      }
    }
    if (spec.findOption(option + VISIBILITY) != null) {
      String subject = option.equals("--weights") ? "weights" : "the " + option.substring(2);
      remedies.add("for the visibility of " + subject + " use " + option + VISIBILITY);
    }
    return remedies.isEmpty() ? similar(option, spec.optionsMap().keySet()) : remedies;
  }

  private static List<String> similar(String word, Iterable<String> known) {
    List<String> similar = Spelling.similar(word, known);
    return similar.isEmpty()
        ? List.of()
        : List.of(similar.stream().collect(Collectors.joining(" or ", "did you mean ", "?")));
  }
}
