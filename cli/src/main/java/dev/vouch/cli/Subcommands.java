package dev.vouch.cli;

import dev.vouch.cli.audit.AuditCommand;
import dev.vouch.cli.check.CheckCommand;
import dev.vouch.cli.commit.CommitCommand;
import dev.vouch.cli.compile.CompileCommand;
import dev.vouch.cli.demo.DemoCommand;
import dev.vouch.cli.doctor.DoctorCommand;
import dev.vouch.cli.inspect.InspectCommand;
import dev.vouch.cli.join.JoinCommand;
import dev.vouch.cli.operators.OperatorsCommand;
import dev.vouch.cli.part.PartCommand;
import dev.vouch.cli.prove.ProveCommand;
import dev.vouch.cli.reveal.RevealCommand;
import dev.vouch.cli.run.RunCommand;
import dev.vouch.cli.score.ScoreCommand;
import dev.vouch.cli.split.SplitCommand;
import dev.vouch.cli.verify.VerifyCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The subcommands. Reading the annotations of all of them takes longer than many a proof: a call
 * that names one gets that one only.
 */
final class Subcommands {
  /** By name, in the order of the help text. */
  private static final Map<String, Class<?>> OWN = new LinkedHashMap<>();

  static {
    OWN.put("compile", CompileCommand.class);
    OWN.put("split", SplitCommand.class);
    OWN.put("part", PartCommand.class);
    OWN.put("run", RunCommand.class);
    OWN.put("commit", CommitCommand.class);
    OWN.put("prove", ProveCommand.class);
    OWN.put("join", JoinCommand.class);
    OWN.put("verify", VerifyCommand.class);
    OWN.put("reveal", RevealCommand.class);
    OWN.put("check", CheckCommand.class);
    OWN.put("inspect", InspectCommand.class);
    OWN.put("score", ScoreCommand.class);
    OWN.put("audit", AuditCommand.class);
    OWN.put("operators", OperatorsCommand.class);
    OWN.put("doctor", DoctorCommand.class);
    OWN.put("demo", DemoCommand.class);
  }

  private Subcommands() {}

  /** Adds the command that the first word names, or else, for a text about them, all. */
  static void addTo(CommandLine vouch, String... words) {
    Class<?> named = words.length == 0 ? null : OWN.get(words[0]);
    if (named != null) {
      vouch.addSubcommand(named);
      return;
    }
    OWN.values().forEach(vouch::addSubcommand);
    vouch.addSubcommand(HelpCommand.class);
    vouch.addSubcommand(AutoComplete.GenerateCompletion.class);
  }
}
