package dev.vouch.cli.option;

import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.States;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.CalibrationRule;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a model is read and compiled: the options that {@code compile} and {@code check} share. */
public final class CompileFlags {
  private static final String RANGE = "range";
  private static final String PERCENTILE = "percentile";
  private static final double USUAL_PERCENTILE = 99.99;

  @Option(
      names = "--calibrate",
      paramLabel = DataFiles.LABEL,
      description = "Typical inputs, see below; value ranges are taken from them.")
  private List<String> calibrationFiles = List.of();

  @Option(
      names = "--calibration",
      paramLabel = "range|percentile[=P]",
      description =
          "Room for values: twice the largest seen, or what P percent of them need (99.99 if not"
              + " given); larger ones saturate. Default: range.")
  private String calibration = RANGE;

  @Mixin private StateFlag state = new StateFlag();
  @Mixin private FormatFlags formats = new FormatFlags();

  @Option(
      names = "--weights-visibility",
      paramLabel = "private|public",
      description = "Whether weights are hidden. Default: private.")
  private @Nullable Visibility weights;

  @Option(
      names = "--input-visibility",
      paramLabel = "private|public",
      description = "Whether inputs are hidden. Default: private.")
  private @Nullable Visibility input;

  @Option(
      names = "--output-visibility",
      paramLabel = "private|public",
      description = "Whether outputs are hidden. Default: public.")
  private @Nullable Visibility output;

  @Option(
      names = "--scales",
      paramLabel = "slice|tensor",
      description =
          "Whether columns or channels of unlike size have scales of their own. Default: slice.")
  private @Nullable ScaleGranularity scales;

  @Option(
      names = "--bits",
      paramLabel = "8...16",
      description =
          "Width of activations: fewer bits make smaller circuits and larger errors. Default: 16.")
  private @Nullable Integer bits;

  @Option(
      names = "--for",
      paramLabel = "latency|compact|throughput",
      description =
          "What counts: the time of one proof, the bytes of those made with prove --compact, or the"
              + " time of many that are made and verified together. Default: latency.")
  private @Nullable ProofGoal goal;

  @Mixin private InputFormatFlag inputFormat = new InputFormatFlag();
  @Mixin private ImportFlags imports = new ImportFlags();

  /** What the model leaves open. */
  public ImportFlags imports() {
    return imports;
  }

  /** The values of {@code --calibrate}. */
  public List<String> calibrationFiles() {
    return calibrationFiles;
  }

  /** What files of data do not say themselves. */
  public FormatOptions formats() throws CommandException {
    return formats.options();
  }

  /** The samples to calibrate with, or null if none were given. */
  public @Nullable Samples calibration(Graph graph) throws IOException, CommandException {
    return calibrationFiles.isEmpty() ? null : calibrationData().inputs(graph, imports.batch());
  }

  /** The files of {@code --calibrate}. */
  public DataFiles calibrationData() throws CommandException {
    return new DataFiles("--calibrate", calibrationFiles, formats());
  }

  /**
   * Compiles a model.
   *
   * @param given samples to calibrate with; null: a synthetic range is assumed, with a warning
   */
  public Compilation compile(
      Graph graph, @Nullable List<Map<String, TensorData>> given, Reporting reporting)
      throws UnsupportedModelException, CommandException, IOException {
    CompileOptions options = options();
    Calibration calibration = calibrate(graph, given, reporting);
    inputFormat.tell(graph, calibration, options.inputFormats(), reporting);
    return compile(graph, options, calibration, reporting);
  }

  /** Compiles a model that is calibrated. */
  public Compilation compile(
      Graph graph, CompileOptions options, Calibration calibration, Reporting reporting)
      throws UnsupportedModelException {
    try (ProgressBar progress = reporting.progress()) {
      progress.show("compiling", 0, 0);
      Compilation compilation = Compiler.compilation(graph, options, calibration);
      warnOfDynamicQuantisation(graph, reporting);
      return compilation;
    }
  }

  /**
   * As {@link #compile(Graph, List, Reporting)}, with what is published of the architecture.
   *
   * @throws UnsupportedModelException also if the architecture cannot be published
   */
  public PublishedArchitecture publish(
      SourcedGraph model, @Nullable List<Map<String, TensorData>> given, Reporting reporting)
      throws UnsupportedModelException, CommandException, IOException {
    CompileOptions options = options();
    Calibration calibration = calibrate(model.graph(), given, reporting);
    inputFormat.tell(model.graph(), calibration, options.inputFormats(), reporting);
    return publish(model, options, calibration, reporting);
  }

  /** Tells of calibration data beyond the formats of {@code --input-format}. */
  public void tellFormats(
      Graph graph, Calibration calibration, CompileOptions options, Reporting reporting)
      throws CommandException {
    inputFormat.tell(graph, calibration, options.inputFormats(), reporting);
  }

  /** Compiles a model that is calibrated, with what is published of its architecture. */
  public PublishedArchitecture publish(
      SourcedGraph model, CompileOptions options, Calibration calibration, Reporting reporting)
      throws UnsupportedModelException, IOException {
    try (ProgressBar progress = reporting.progress()) {
      progress.show("compiling and auditing", 0, 0);
      PublishedArchitecture published =
          PublishedArchitecture.of(model.graph(), model.source(), options, calibration);
      warnOfDynamicQuantisation(model.graph(), reporting);
      return published;
    }
  }

  private static void warnOfDynamicQuantisation(Graph graph, Reporting reporting) {
    List<String> nodes = DynamicQuantisation.nodes(graph);
    if (!nodes.isEmpty()) {
      reporting.warn(DynamicQuantisation.text(nodes));
    }
  }

  /**
   * Runs a model on samples to see how large its values get.
   *
   * @param given samples to calibrate with; null: a synthetic range is assumed, with a warning
   */
  public Calibration calibrate(
      Graph graph, @Nullable List<Map<String, TensorData>> given, Reporting reporting)
      throws CommandException {
    CalibrationRule rule = rule();
    States states = state.states(graph);
    List<Map<String, TensorData>> samples =
        given == null && graph.inputs().isEmpty() ? List.of(Map.of()) : given;
    if (samples == null) {
      reporting.warn(
          "no calibration data; every input value is assumed to lie in [-1, 1], and values outside"
              + " the ranges that follow saturate; give typical inputs with --calibrate FILE");
    } else {
      reporting.log("calibrating on " + samples.size() + " samples");
    }
    Calibration seen;
    try (ProgressBar progress = reporting.progress()) {
      seen =
          samples == null
              ? Calibrator.synthetic(graph, states)
              : Calibrator.calibrate(
                  graph,
                  samples,
                  rule,
                  states,
                  done -> progress.show("calibrating", done, samples.size()));
    }
    state.tell(graph, states, seen, reporting);
    return seen;
  }

  /** Whether all values that were seen in calibration fit, whatever the rule for them. */
  public boolean calibratesRange() {
    return calibration.equals(RANGE);
  }

  private CalibrationRule rule() throws CommandException {
    if (calibration.equals(RANGE)) {
      return CalibrationRule.RANGE;
    }
    String[] words = calibration.split("=", 2);
    try {
      if (words[0].equals(PERCENTILE)) {
        double percentile = words.length == 1 ? USUAL_PERCENTILE : Double.parseDouble(words[1]);
        return new CalibrationRule(percentile);
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "no percentile is '" + words[1] + "'; --calibration; give percentile=P, P 50 to 100");
    }
    throw CommandException.usage(
        "no such calibration '"
            + calibration
            + "'; --calibration; give range, percentile, or percentile=99.9; --calibrate names a file");
  }

  /**
   * Refuses {@code --output-visibility} where it would do nothing.
   *
   * @param why in words
   */
  public void requireNoOutputVisibility(String why) throws CommandException {
    if (output != null) {
      throw CommandException.usage(why + "; --output-visibility; leave it out");
    }
  }

  /** How the model is compiled. */
  public CompileOptions options() throws IOException, CommandException {
    CompileOptions options = CompileOptions.defaults();
    if (bits != null && (bits < Scales.NARROWEST || bits > Scales.WIDEST)) {
      throw CommandException.usage(
          "activations cannot have " + bits + " bits; --bits; give 8 to 16, in most cases 16");
    }
    return new CompileOptions(
        weights == null ? options.weights() : weights,
        input == null ? options.input() : input,
        output == null ? options.output() : output,
        scales == null ? options.scales() : scales,
        bits == null ? options.bits() : bits,
        goal == null ? options.goal() : goal,
        inputFormat.formats());
  }
}
