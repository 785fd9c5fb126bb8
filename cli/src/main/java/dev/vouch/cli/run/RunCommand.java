package dev.vouch.cli.run;

import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.CompiledChain;
import dev.vouch.cli.file.CompiledModel;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.WarningSection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vouch run}: the integer inference that {@code prove} would prove, without a proof. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run the integer model without a proof.",
    footer = DataFiles.HELP)
public final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL.vouch",
      description = "The compiled model; '-' is standard input.")
  private String model = "";

  @Mixin private SampleFlag input = new SampleFlag();
  @Mixin private StrictFlag strict = new StrictFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(model, input.files());
    if (CompiledChain.isOne(model)) {
      return runChain();
    }
    ModelFile compiled = CompiledModel.read(new InputFile(model));
    long start = System.nanoTime();
    Execution execution =
        compiled
            .program()
            .execute(compiled.modelValues(), input.read(compiled.program().inputs(), reporting));
    long nanos = System.nanoTime() - start;
    List<CutOff> warnings = execution.warnings();
    WarningSection cutOff = new WarningSection(warnings);
    Failure failure = strict.judge(warnings, model, reporting);
    if (failure != null) {
      return reporting.print(Report.failure(failure, cutOff));
    }
    return reporting.print(
        Report.of(
            new Computed(compiled.key().modelId().hex(), nanos, TensorReports.of(execution)),
            cutOff));
  }

  private int runChain() throws Exception {
    ChainModelFile compiled = CompiledChain.read(new InputFile(model));
    long start = System.nanoTime();
    ChainExecution execution =
        ChainExecution.run(compiled, input.read(compiled.inputs(), reporting), Map.of());
    long nanos = System.nanoTime() - start;
    List<CutOff> warnings = execution.warnings();
    WarningSection cutOff = new WarningSection(warnings);
    Failure failure = strict.judge(warnings, model, reporting);
    if (failure != null) {
      return reporting.print(Report.failure(failure, cutOff));
    }
    return reporting.print(
        Report.of(
            new ComputedChain(
                compiled.key().modelId().hex(), nanos, TensorReports.of(execution.outputs())),
            cutOff));
  }
}
