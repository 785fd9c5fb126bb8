package dev.vouch.cli;

import dev.vouch.cli.console.FailureReport;
import dev.vouch.cli.console.Interruption;
import dev.vouch.cli.console.Version;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.verify.PlainVerify;
import dev.vouch.cli.verify.Preparation;
import dev.vouch.cli.verify.Verification;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code vouch} command: its subcommands, and how any failure becomes a message and a code. */
@Command(
    name = "vouch",
    description = "Proves that an output came from a given neural network, and checks such proofs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or the proof is accepted",
      "1:the proof is rejected",
      "2:wrong options, or a file is not there",
      "3:a file is malformed",
      "4:the model is not supported",
      "5:the native prover is not available",
      "6:an accuracy gate of check is missed, or --strict and a value is cut off",
      "70:internal error",
      "130:interrupted"
    })
public final class Vouch implements Runnable {
  @Spec private CommandSpec spec;

  private Vouch() {
    spec = CommandSpec.create();
  }

  /** Runs one command and ends the process with its code. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("verify")) {
      new Preparation().start();
    }
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    Interruption interruption = new Interruption(failures(out, err, args));
    Runtime.getRuntime().addShutdownHook(new Thread(interruption, "interruption"));
    int code = ExitCode.INTERNAL;
    try {
      code = run(out, err, args);
    } finally {
      interruption.done();
      System.exit(code);
    }
  }

  private static FailureReport failures(PrintWriter out, PrintWriter err, String... args) {
    List<String> words = Arrays.asList(args);
    return new FailureReport(out, err, words.contains("--json"), words.contains("--debug"));
  }

  /** Runs one command; returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    FailureReport failures = failures(out, err, args);
    int code;
    try {
      Optional<Verification> plain = PlainVerify.of(out, err, args);
      code = plain.isPresent() ? plain.get().run() : parseAndRun(out, err, failures, args);
    } catch (Throwable e) { // an Error that got away would end with code 1: a rejected proof
      code = failures.print(Failure.of(e), e);
    }
    out.flush();
    err.flush();
    return code;
  }

  private static int parseAndRun(
      PrintWriter out, PrintWriter err, FailureReport failures, String... args) {
    CommandLine commandLine = new CommandLine(new Vouch());
    Subcommands.addTo(commandLine, args);
    commandLine
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(Vouch::runChecked)
        .setParameterExceptionHandler((e, ignored) -> failures.print(WrongUsage.of(e), e))
        .setExecutionExceptionHandler((e, command, parsed) -> failures.print(Failure.of(e), e));
    return commandLine.execute(args);
  }

  private static int runChecked(ParseResult parsed) {
    RepeatedNames.refuse(parsed);
    return new RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
