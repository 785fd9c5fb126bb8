package dev.vouch.cli.check;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.DataShapes;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.OutputBound;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.check.CaseResult.Status;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.Prover;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Checks one case of a suite: compiles it, calibrated on its data, compares, proves, verifies. */
final class CaseRun {
  private final SuiteCase one;
  private final SuiteSettings settings;

  private CaseRun(SuiteCase one, SuiteSettings settings) {
    this.one = one;
    this.settings = settings;
  }

  /** Never throws an exception: what is wrong with a case is its result. */
  static CaseResult of(SuiteCase one, SuiteSettings settings) {
    try {
      return new CaseRun(one, settings).run();
    } catch (UnsupportedModelException e) {
      return CaseResult.stopped(one.name(), Status.UNSUPPORTED, Failure.of(e).message());
    } catch (Exception | StackOverflowError e) {
      return CaseResult.stopped(one.name(), Status.FAILED, Failure.of(e).message());
    }
  }

  private record Compiled(Compilation compilation, CaseData data) {}

  private CaseResult run() throws Exception {
    CaseFile file = CaseFile.in(one.folder());
    Compiled compiled = compiled(file.applyTo(settings.flags().imports().options()));
    CaseData data = compiled.data();
    int count = data.inputs().size();
    if (settings.samples() != null) {
      count = Math.min(count, settings.samples());
    }
    AccuracyMeter meter = new AccuracyMeter(compiled.compilation());
    BoundMeter bounds = new BoundMeter(compiled.compilation());
    IntFunction<Map<String, TensorData>> expected = expected(compiled);
    for (int i = 0; i < count; i++) {
      Map<String, TensorData> wanted = expected.apply(i);
      TensorData labels = data.labels() == null ? null : data.labels().sample(i);
      Execution execution = meter.add(data.inputs().get(i), wanted, labels);
      bounds.add(data.inputs().get(i), wanted, execution);
    }
    AccuracyReport report = meter.report();
    ProofTrials trials =
        ProofTrials.run(
            Prover.commit(compiled.compilation().network(), settings.threads()),
            i -> data.inputs().get(i % data.inputs().size()),
            new ProofTrials.Plan(settings.proofs(), false, settings.threads()),
            settings.reporting());
    AccuracyGates stated = file.gates() != null ? file.gates() : settings.gates();
    return result(report, bounds.outputs(), stated, trials);
  }

  /** The given outputs, or those in floating point. */
  private static IntFunction<Map<String, TensorData>> expected(Compiled compiled) {
    List<Map<String, TensorData>> given = compiled.data().expected();
    if (given != null) {
      return given::get;
    }
    FloatInterpreter interpreter = new FloatInterpreter(compiled.compilation().graph());
    return i -> interpreter.run(compiled.data().inputs().get(i));
  }

  /**
   * ONNX's tests give shapes and axes as inputs, too: where a model is refused with them, it is
   * tried with all integers after the first input fixed, then with all inputs after the first, then
   * with all integers if other inputs are left.
   */
  private Compiled compiled(ImportOptions options) throws Exception {
    if (!one.isTestData()) {
      return compile(options);
    }
    UnsupportedModelException first;
    try {
      return compile(options);
    } catch (UnsupportedModelException e) {
      first = e;
    }
    Map<String, TensorData> inputs = CaseData.testInputs(one, one.testData().get(0));
    for (Map<String, TensorData> some : fixable(inputs)) {
      try {
        Map<String, TensorData> fixed = new HashMap<>(options.fixed());
        fixed.putAll(some);
        return compile(options.withFixed(fixed));
      } catch (UnsupportedModelException e) {
        continue; // the first refusal is of the model as it is
      }
    }
    throw first;
  }

  private static List<Map<String, TensorData>> fixable(Map<String, TensorData> inputs) {
    Map<String, TensorData> integers = new LinkedHashMap<>(inputs);
    integers.values().removeIf(TensorData::isFloating);
    Map<String, TensorData> afterFirst = new LinkedHashMap<>(inputs);
    inputs.keySet().stream().limit(1).forEach(afterFirst::remove);
    Map<String, TensorData> integersAfterFirst = new LinkedHashMap<>(afterFirst);
    integersAfterFirst.keySet().retainAll(integers.keySet());
    return integers.size() == inputs.size()
        ? List.of(integersAfterFirst, afterFirst)
        : List.of(integersAfterFirst, afterFirst, integers);
  }

  private Compiled compile(ImportOptions options)
      throws IOException, UnsupportedModelException, CommandException {
    Graph graph =
        GraphImporter.read(
            one.model(),
            one.isTestData()
                ? options
                : DataShapes.complete(one.model(), options, CaseData.files(one)::tensors));
    SupportCheck.require(graph);
    CaseData data = CaseData.of(one, graph);
    return new Compiled(settings.flags().compile(graph, data.inputs(), settings.reporting()), data);
  }

  private List<String> missed(
      AccuracyReport report, List<OutputBound> bounds, AccuracyGates stated) {
    List<String> missed = new ArrayList<>();
    if (stated.areGiven()) {
      missed.addAll(stated.verdict(report).missed());
    } else {
      bounds.stream().filter(output -> !output.kept()).forEach(output -> missed.add(text(output)));
      Set<String> undecided =
          bounds.stream()
              .filter(output -> output.undecided() > 0)
              .map(OutputBound::name)
              .collect(Collectors.toSet());
      boolean keepsRange = settings.flags().calibratesRange();
      missed.addAll(LeastAccuracy.missed(report, keepsRange, undecided::contains));
    }
    if (settings.strict()) {
      report.warnings().stream().map(CutOff::text).forEach(missed::add);
    }
    return missed;
  }

  private static String text(OutputBound output) {
    return "output '"
        + output.name()
        + "' is off by "
        + Measure.brief(output.largestError())
        + ", in "
        + output.beyond()
        + " values by more than is predicted for them; at most "
        + Measure.brief(output.estimate().orElse(output.bound()))
        + " is predicted for any";
  }

  private CaseResult result(
      AccuracyReport report, List<OutputBound> bounds, AccuracyGates stated, ProofTrials trials) {
    List<String> missed = missed(report, bounds, stated);
    Double most = stated.maxAbs();
    double bound =
        most != null ? most : bounds.stream().mapToDouble(OutputBound::bound).max().orElse(0);
    boolean proven = trials.count() > 0;
    return new CaseResult(
        one.name(),
        missed.isEmpty() ? Status.PASSED : Status.FAILED,
        String.join("; ", missed),
        OptionalDouble.of(bounds.stream().mapToDouble(OutputBound::largestError).max().orElse(0)),
        worstRelRms(report),
        OptionalDouble.of(bound),
        bounds.stream().flatMapToDouble(output -> output.estimate().stream()).max(),
        bounds.stream().mapToLong(OutputBound::undecided).sum(),
        looseness(bounds),
        trials.count(),
        only(proven, () -> Units.seconds(ProofTrials.median(trials.proveNanos()))),
        only(proven, () -> Units.millis(ProofTrials.median(trials.verifyNanos()))),
        only(proven, trials::proofBytes));
  }

  /** Of the output where it is most; empty if a value is beyond its bound. */
  private static OptionalDouble looseness(List<OutputBound> bounds) {
    return bounds.stream().allMatch(OutputBound::kept)
        ? bounds.stream().flatMapToDouble(output -> output.looseness().stream()).max()
        : OptionalDouble.empty();
  }

  private static OptionalDouble only(boolean there, DoubleSupplier value) {
    return there ? OptionalDouble.of(value.getAsDouble()) : OptionalDouble.empty();
  }

  /** Undefined if it is so for some output. */
  private static OptionalDouble worstRelRms(AccuracyReport report) {
    OptionalDouble worst = OptionalDouble.empty();
    for (OutputMetrics output : report.outputs()) {
      OptionalDouble own = output.errors().relRms();
      if (own.isEmpty()) {
        return own;
      }
      worst = OptionalDouble.of(Math.max(worst.orElse(0), own.getAsDouble()));
    }
    return worst;
  }
}
