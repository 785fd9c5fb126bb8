package dev.vouch.cli.score;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.option.CommittedFlag;
import dev.vouch.cli.option.CompileFlags;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.option.ThreadsFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code vouch score}: proves how well a model does on rows, and shows nothing but the total. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Prove a model's score over all rows of data with labels: each row's score stays hidden, and",
      "only their sum is opened."
    },
    footer = DataFiles.HELP)
public final class ScoreCommand implements Callable<Integer> {
  private static final int USUAL_K = 5;

  @Parameters(paramLabel = "MODEL.onnx", description = "The network; '-' is standard input.")
  private String model = "";

  @Option(
      names = "--data",
      paramLabel = DataFiles.LABEL,
      description = "The rows, see below; all of them are proven.")
  private List<String> data = List.of();

  @Mixin private CommittedFlag committed = new CommittedFlag();

  @Option(
      names = "--labels",
      paramLabel = "FILE|ARRAY",
      description = {
        "A label a row, in a file, or an array or column of the data. Default: the committed input",
        "'label', or 'labels' or 'label' of the data."
      })
  private @Nullable String labels;

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "accuracy|top-k|confusion|mse",
      converter = Word.class,
      description = "What is counted of each row, or the squared error of numbers.")
  private Metric metric = Metric.ACCURACY;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "With top-k: how many classes count as found. Default: 5.")
  private @Nullable Integer k;

  @Option(
      names = "--group-by",
      paramLabel = "FILE|ARRAY",
      description = {
        "Count by group: a number from 0 a row, in a file, or an array or column of the data; or",
        "'group', if it is committed."
      })
  private @Nullable String groups;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "The network's output that is compared. Default: the first that suits.")
  private @Nullable String output;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where key, model, proofs and total go. Default: MODEL.score here.")
  private @Nullable String folder;

  @Option(
      names = "--compact",
      description = "Make the proofs smaller, for some more time; verifiers accept both forms.")
  private boolean compact;

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private ScoreNames names = new ScoreNames();
  @Mixin private CompileFlags flags = new CompileFlags();
  @Mixin private ContextFlag context = new ContextFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  /** A metric by its word. */
  static final class Word implements ITypeConverter<Metric> {
    @Override
    public Metric convert(String word) {
      for (Metric metric : Metric.values()) {
        if (metric.word().equals(word.toLowerCase(Locale.ROOT))) {
          return metric;
        }
      }
      throw new TypeConversionException("'" + word + "' is no metric");
    }
  }

  @Override
  public Integer call() throws Exception {
    List<String> read = new ArrayList<>(data);
    read.addAll(flags.calibrationFiles());
    InputFile.requireOneStandardInput(model, read);
    requireOptions();
    byte[] bound = context.bytesBesideRows();
    String name = folder == null ? FileNames.inCurrentFolder(model, ".score") : folder;
    int threadCount = threads.count();
    return new InputFile(model)
        .read(
            path -> {
              ScoreRequest request = request(path);
              ScoreFiles files = ScoreFiles.in(name, force);
              return new ScoreRun(
                      path,
                      data,
                      committed,
                      request,
                      names,
                      flags,
                      bound,
                      compact,
                      threadCount,
                      files,
                      reporting)
                  .run();
            });
  }

  private void requireOptions() throws Exception {
    if (k != null && metric != Metric.TOP_K) {
      throw CommandException.usage("only top-k has a k; --k; leave it out");
    }
    if (!metric.ofClasses() && !flags.calibrationFiles().isEmpty()) {
      throw CommandException.usage(
          "how large errors get shows where there are labels; --calibrate; leave it out: the data"
              + " themselves are taken");
    }
    if (data.isEmpty() && committed.files().isEmpty()) {
      throw CommandException.usage("there are no rows to score; --data; give some, or --committed");
    }
    CompileOptions options = flags.options();
    if (options.input() == Visibility.PUBLIC && !committed.files().isEmpty()) {
      throw CommandException.usage(
          "rows that are committed already stay hidden; --input-visibility; leave it out");
    }
    flags.requireNoOutputVisibility("each row's score is hidden, and only their sum is opened");
  }

  private ScoreRequest request(Path file) throws Exception {
    ClassNames classNames = names.ofClasses(metric, file, flags.imports().options().maxFileBytes());
    ClassNames groupNames = names.ofGroups(groups != null);
    ScoreOpenings openings = ScoreOpenings.of(committed);
    ScoreColumn given =
        labels == null && openings.has(ScoredModel.LABEL)
            ? null
            : (metric.ofClasses()
                    ? beside(DataType.INT64, classNames)
                    : beside(DataType.DOUBLE, null))
                .labels(labels);
    boolean committedGroups =
        groups != null && openings.has(groups) && !ScoreColumns.isFile(groups);
    int wanted = k != null ? k : metric == Metric.TOP_K ? USUAL_K : 1;
    return new ScoreRequest(
        metric,
        wanted,
        output,
        openings,
        given,
        groups != null,
        groups == null || committedGroups
            ? null
            : beside(DataType.INT64, groupNames).groups(groups),
        classNames,
        groupNames);
  }

  private ScoreColumns beside(DataType ofTables, @Nullable ClassNames words)
      throws CommandException {
    return new ScoreColumns(data, ofTables, words, flags.formats());
  }
}
