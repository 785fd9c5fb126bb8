package dev.vouch.cli.demo;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.digits.DigitNetwork;
import dev.vouch.cli.digits.RoundTrip;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vouch demo}: the whole line on a digit classifier that comes with vouch. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Prove what a small network reads in a handwritten digit, and check the proof.")
public final class DemoCommand implements Callable<Integer> {
  private static final int DIGITS = 10;

  @Option(
      names = "--digit",
      paramLabel = "0-9",
      description = "Which digit. Default: ${DEFAULT-VALUE}.")
  private int digit = 3;

  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    if (digit < 0 || digit >= DIGITS) {
      throw CommandException.usage("no digit " + digit + "; --digit; give 0 to 9");
    }
    int threadCount = threads.count();
    DigitNetwork network = DigitNetwork.read();
    RoundTrip trip = RoundTrip.of(network, network.indexOf(digit), threadCount);
    String refusal = refusalOfTampered(trip);
    return reporting.print(Report.of(new Demonstration(digit, trip, refusal, threadCount)));
  }

  /** Flips a bit in the middle of the proof; returns how that is refused. */
  private static String refusalOfTampered(RoundTrip trip) throws CommandException {
    byte[] tampered = trip.proof().clone();
    tampered[tampered.length / 2] ^= 1;
    try {
      trip.verifier().verify(tampered);
    } catch (ProofRejectedException e) {
      return "rejected (" + e.reason() + ")";
    } catch (VerificationException e) {
      return "refused (malformed)";
    }
    throw new CommandException(
        ExitCode.INTERNAL, "UNSOUND", "a changed proof was accepted; the verifier; report this");
  }
}
