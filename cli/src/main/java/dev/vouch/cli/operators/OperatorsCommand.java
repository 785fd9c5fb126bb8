package dev.vouch.cli.operators;

import dev.vouch.circuits.catalogue.OperatorFacts;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Spelling;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vouch operators}: what a model may consist of. */
@Command(
    name = "operators",
    mixinStandardHelpOptions = true,
    description = "List the ONNX operators that are supported, or what is said of one.")
public final class OperatorsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An operator, such as Conv; code 4 if it is not supported. Default: all.")
  private @Nullable String name;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    List<OperatorFacts> all = OperatorFacts.all();
    if (name == null) {
      return reporting.print(Report.of(new OperatorList(all)));
    }
    String wanted = name;
    OperatorFacts known =
        all.stream()
            .filter(facts -> facts.name().equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(() -> unknown(wanted, all));
    return reporting.print(Report.of(new OperatorSection(known)));
  }

  private static CommandException unknown(String name, List<OperatorFacts> all) {
    List<String> similar = Spelling.similar(name, all.stream().map(OperatorFacts::name).toList());
    return new CommandException(
        ExitCode.UNSUPPORTED,
        "UNSUPPORTED_OPERATOR",
        "the operator is not supported; "
            + name
            + "; "
            + (similar.isEmpty()
                ? "vouch operators lists those that are"
                : "did you mean " + String.join(" or ", similar) + "?"));
  }
}
