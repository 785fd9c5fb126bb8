package dev.vouch.cli.score;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.importer.ModelClassNames;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.ClassNameList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What classes and groups are called: as the user says, or else as the model does. */
final class ScoreNames {
  private static final String CLASSES = "--class-names";
  private static final String GROUPS = "--group-names";

  @Option(
      names = CLASSES,
      paramLabel = ClassNameList.LABEL,
      description = {
        "What the classes are called, in the order of their numbers: labels of tables and JSON may",
        "be these words. In a file a line each. Default: as the model calls them, if it does."
      })
  private @Nullable String classes;

  @Option(
      names = GROUPS,
      paramLabel = ClassNameList.LABEL,
      description = "What the groups are called, likewise.")
  private @Nullable String groups;

  /**
   * Names of classes.
   *
   * @param model the file to ask if the user says nothing
   * @param most bytes that it may have
   * @return {@link ClassNames#NONE} if there are none
   */
  ClassNames ofClasses(Metric metric, Path model, long most) throws IOException, CommandException {
    if (!metric.ofClasses()) {
      if (classes != null) {
        throw CommandException.usage(
            "labels of " + metric + " are numbers; " + CLASSES + "; leave it out");
      }
      return ClassNames.NONE;
    }
    ModelProto read = OnnxFile.readModel(model, most);
    ClassNames own =
        ModelClassNames.of(read)
            .or(() -> metric.ofScores() ? ModelClassNames.ofIntegers(read) : Optional.empty())
            .orElse(ClassNames.NONE);
    if (classes == null) {
      return own;
    }
    ClassNames given = ClassNameList.of(CLASSES, classes);
    if (!given.equals(own) && new HashSet<>(given.names()).equals(new HashSet<>(own.names()))) {
      throw CommandException.usage(
          "the model has these classes in another order, "
              + own
              + "; "
              + CLASSES
              + "; leave it out, or give this order");
    }
    return given;
  }

  /**
   * Names of groups.
   *
   * @param grouped whether there are groups
   * @return {@link ClassNames#NONE} if there are none
   */
  ClassNames ofGroups(boolean grouped) throws IOException, CommandException {
    if (groups == null) {
      return ClassNames.NONE;
    }
    if (!grouped) {
      throw CommandException.usage("there are no groups; " + GROUPS + "; add --group-by");
    }
    return ClassNameList.of(GROUPS, groups);
  }

  /** Refuses names that were given of more or fewer classes or groups than there are. */
  void requireAsMany(ScoredModel scored) throws CommandException {
    if (classes != null) {
      requireAsMany(CLASSES, scored.options().classNames(), scored.classes());
    }
    if (groups != null) {
      requireAsMany(GROUPS, scored.options().groupNames(), scored.options().groups().orElseThrow());
    }
  }

  /**
   * Refuses to mistake labels for places of scores, or the other way round, in a model whose labels
   * are other integers than these places.
   *
   * @param givesLabels whether labels are compared with those that the network gives
   */
  void requireSameNumbers(ScoredModel scored, boolean givesLabels) throws CommandException {
    ClassNames known = scored.options().classNames();
    ClassNames integers = ModelClassNames.ofIntegers(scored.model()).orElse(ClassNames.NONE);
    if (integers.count() == 0 || givesLabels == (known.count() == 0)) {
      return;
    }
    throw CommandException.usage(
        givesLabels
            ? "the network's labels are the numbers "
                + integers
                + "; "
                + CLASSES
                + "; leave it out, or compare scores of classes with --output"
            : "the network's classes have the numbers "
                + integers
                + ", which are no places of scores; --output; say what the classes are called with "
                + CLASSES);
  }

  private static void requireAsMany(String option, ClassNames names, int count)
      throws CommandException {
    if (names.count() != count) {
      throw CommandException.usage(
          "there are " + names.count() + " names, of " + count + "; " + option + "; name each");
    }
  }
}
