package dev.vouch.cli.accuracy;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Batches;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Right classes beside the inputs: an array {@code labels} of an .npz file that is no input. */
public final class LabelFile {
  private static final String NAME = "labels";

  private LabelFile() {}

  /**
   * The labels, samples along the first axis.
   *
   * @param words values of the option that names the inputs
   * @param samples the inputs
   * @return null if there are none, or not one entry a sample
   */
  public static @Nullable TensorData read(List<String> words, Graph graph, Samples samples)
      throws IOException, CommandException {
    if (words.size() != 1 || graph.inputs().contains(NAME)) {
      return null;
    }
    Path path = Path.of(words.get(0));
    if (!Files.isRegularFile(path) || !isArchive(path)) {
      return null;
    }
    try {
      TensorData labels = Npz.read(path, NAME::equals).get(NAME);
      if (labels == null || labels.rank() == 0) {
        return null;
      }
      Batches batches = samples.batches();
      if (batches != null && labels.shape()[0] == batches.rows()) {
        return batches.of(labels);
      }
      return labels.shape()[0] == samples.count() ? labels : null;
    } catch (MalformedTensorException e) {
      throw CommandException.invalidInput(
          e.getMessage() + "; " + path + "; mend or remove the array '" + NAME + "'");
    }
  }

  private static boolean isArchive(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }
}
