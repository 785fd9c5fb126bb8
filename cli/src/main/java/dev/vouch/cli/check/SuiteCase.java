package dev.vouch.cli.check;

import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model of a suite with its data: a sub-folder with {@code model.onnx} or {@code network.onnx},
 * and {@code inputs.npz} with {@code expected.npz}, or ONNX test data.
 *
 * @param name of the sub-folder
 */
record SuiteCase(String name, Path folder) {
  private static final List<String> MODELS = List.of("model.onnx", "network.onnx");
  private static final String TEST_DATA = "test_data_set_";

  /** All sub-folders with a model, by name. */
  static List<SuiteCase> in(Path suite) throws IOException, CommandException {
    if (!Files.isDirectory(suite)) {
      throw CommandException.usage("no such folder; " + suite + "; --suite needs one of models");
    }
    try (Stream<Path> folders = Files.list(suite)) {
      List<SuiteCase> cases =
          folders
              .map(folder -> new SuiteCase(folder.getFileName().toString(), folder))
              .filter(one -> one.findModel().isPresent())
              .sorted((a, b) -> a.name.compareTo(b.name))
              .toList();
      if (cases.stream().noneMatch(SuiteCase::hasData)) {
        throw CommandException.usage(
            "no sub-folder has model.onnx or network.onnx with inputs.npz or test_data_set_0; "
                + suite
                + "; --suite needs a folder of such folders");
      }
      return cases;
    }
  }

  private Optional<Path> findModel() {
    return MODELS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  boolean hasData() {
    return Files.isRegularFile(inputs()) || Files.isRegularFile(expected()) || isTestData();
  }

  Path model() {
    return findModel().orElseThrow();
  }

  Path inputs() {
    return folder.resolve("inputs.npz");
  }

  /** Float outputs for the inputs; need not exist. */
  Path expected() {
    return folder.resolve("expected.npz");
  }

  /** Whether the data are ONNX test data. */
  boolean isTestData() {
    return !Files.isRegularFile(inputs()) && Files.isDirectory(folder.resolve(TEST_DATA + 0));
  }

  /** The folders of the test data, each one sample. */
  List<Path> testData() {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> folder.resolve(TEST_DATA + i))
        .takeWhile(Files::isDirectory)
        .toList();
  }
}
