package dev.vouch.cli.score;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is written into a folder.
 *
 * @param proofs the file of proofs of rows
 */
record ScoreFiles(
    OutputFile key,
    OutputFile model,
    Path proofs,
    OutputFile total,
    OutputFile architecture,
    OutputFile parameters) {
  /** In a folder, which is made if it is not there. */
  static ScoreFiles in(String folder, boolean force) throws IOException, CommandException {
    Path place = Path.of(folder);
    Files.createDirectories(place);
    Path proofs = place.resolve("score.proofs");
    if (Files.exists(proofs) && !force) {
      throw CommandException.usage(
          "proofs are there already; " + proofs + "; choose another folder, or give --force");
    }
    return new ScoreFiles(
        OutputFile.open(name(place, "score.vk"), force),
        OutputFile.openSecret(name(place, "score.vouch"), force),
        proofs,
        OutputFile.open(name(place, "total.json"), force),
        OutputFile.open(name(place, "score.architecture.onnx"), force),
        OutputFile.open(name(place, "score.params.json"), force));
  }

  private static String name(Path folder, String file) {
    return folder.resolve(file).toString();
  }
}
