package dev.vouch.cli.check;

import dev.vouch.cli.check.CaseResult.Status;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A folder of models with data that are checked one by one. */
final class Suite {
  private static final String WORKER = "--worker";

  /** Options that a worker gets otherwise, or not at all. */
  private static final Set<String> NOT_FOR_WORKERS = Set.of("--json", "-v", "--verbose");

  @Option(
      names = "--suite",
      paramLabel = "FOLDER",
      description = "Check every sub-folder with a model and data instead, see below.")
  private @Nullable String folder;

  /** Set for the processes that a suite is checked by: read names of cases, write results. */
  @Option(names = WORKER, hidden = true)
  private @Nullable Integer workerThreads;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  boolean wanted() {
    return folder != null;
  }

  /**
   * Checks all cases.
   *
   * @param settings with the threads of all workers together
   * @return the exit code
   */
  int check(SuiteSettings settings) throws Exception {
    List<SuiteCase> all = SuiteCase.in(Path.of(String.valueOf(folder)));
    if (workerThreads != null) {
      return serve(all, settings.withThreads(workerThreads));
    }
    List<String> names = all.stream().filter(SuiteCase::hasData).map(SuiteCase::name).toList();
    List<String> skipped = all.stream().filter(one -> !one.hasData()).map(SuiteCase::name).toList();
    Reporting reporting = settings.reporting();
    long start = System.nanoTime();
    List<CaseWorker> workers = workers(Math.min(settings.threads(), names.size()), settings);
    List<CaseResult> results = new SuiteRun(names, reporting).by(workers);
    SuiteReport report =
        new SuiteReport(results, skipped, System.nanoTime() - start, workers.size());
    Failure failure = failure(report);
    return reporting.print(failure == null ? Report.of(report) : Report.failure(failure, report));
  }

  private List<CaseWorker> workers(int count, SuiteSettings settings) {
    if (command == null) {
      throw new IllegalStateException("not part of a command");
    }
    List<String> words =
        Stream.concat(
                command.root().commandLine().getParseResult().originalArgs().stream()
                    .filter(word -> !NOT_FOR_WORKERS.contains(word)),
                Stream.of(WORKER, String.valueOf(Math.max(1, settings.threads() / count))))
            .toList();
    List<CaseWorker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new CaseWorker(words, settings.reporting().debug()));
    }
    return workers;
  }

  private @Nullable Failure failure(SuiteReport report) {
    if (report.count(Status.PASSED) == report.cases().size()) {
      return null;
    }
    boolean failed = report.count(Status.FAILED) > 0;
    return new Failure(
        failed ? ExitCode.GATE_MISSED : ExitCode.UNSUPPORTED,
        failed ? "CASE_FAILED" : "CASE_UNSUPPORTED",
        report.summary() + "; " + folder + "; each case's line says why");
  }

  /** What a worker does: until standard input ends, or memory. */
  private static int serve(List<SuiteCase> all, SuiteSettings settings) throws IOException {
    Map<String, SuiteCase> byName =
        all.stream().collect(Collectors.toMap(SuiteCase::name, Function.identity()));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      SuiteCase one = byName.get(name);
      try {
        CaseResult result =
            one == null
                ? CaseResult.stopped(name, Status.FAILED, "it is gone")
                : CaseRun.of(one, settings);
        settings.reporting().tell(result.json().toString());
      } catch (OutOfMemoryError e) {
        CaseResult result = CaseResult.stopped(name, Status.FAILED, Failure.of(e).message());
        settings.reporting().tell(result.json().toString());
        return ExitCode.INTERNAL;
      }
    }
    return ExitCode.OK;
  }
}
