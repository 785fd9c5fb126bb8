package dev.vouch.cli;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.program.IntegerProgram;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The input of one inference: a file and the sample in it. */
final class SampleFlag {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description = "Inputs (.npz, .npy); '-' is standard input.")
  private String file = "";

  @Option(
      names = "--sample",
      paramLabel = "K",
      description = "Which sample of the file, from 0. Default: 0.")
  private @Nullable Integer sample;

  String file() {
    return file;
  }

  Map<String, TensorData> read(IntegerProgram program, Reporting reporting)
      throws IOException, CommandException {
    Samples samples = SampleFile.inputs(file, program.inputs());
    if (sample == null && samples.count() > 1) {
      reporting.log("using sample 0 of " + samples.count() + "; choose with --sample");
    }
    int index = sample == null ? 0 : sample;
    if (index < 0 || index >= samples.count()) {
      throw CommandException.usage(
          "no sample " + index + "; " + file + "; --sample must be 0 to " + (samples.count() - 1));
    }
    return samples.get(index);
  }
}
