package dev.vouch.cli.option;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.console.BatchNotice;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.RowInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The input of one inference: files and the sample in them. */
public final class SampleFlag {
  @Option(
      names = "--input",
      paramLabel = DataFiles.LABEL,
      description = "The input: see below. Only a network without inputs needs none.")
  private List<String> files = List.of();

  @Option(
      names = "--sample",
      paramLabel = "K",
      description = "Which sample of the input, from 0. Default: 0.")
  private @Nullable Integer sample;

  @Mixin private FormatFlags formats = new FormatFlags();

  /** The values of {@code --input}. */
  public List<String> files() {
    return files;
  }

  /** Whether a sample is chosen, rather than the first one taken. */
  public boolean isChosen() {
    return sample != null;
  }

  /** Number of the sample, from 0. */
  public int index() throws CommandException {
    if (sample != null && sample < 0) {
      throw CommandException.usage("no sample " + sample + "; --sample; they count from 0");
    }
    return sample == null ? 0 : sample;
  }

  /**
   * The rows of the input, for a program that takes them.
   *
   * @param ports of the inputs that are read
   * @param inputs the same
   */
  public RowInput rows(RowPorts ports, List<NetworkPort> inputs)
      throws IOException, CommandException {
    if (sample != null) {
      throw CommandException.usage("one sample or many; --sample; leave it out, or --all");
    }
    return new DataFiles("--input", files, formats.options()).rows(ports, inputs);
  }

  /**
   * The sample of some inputs.
   *
   * @param inputs that are read
   */
  public Map<String, TensorData> read(List<NetworkPort> inputs, Reporting reporting)
      throws IOException, CommandException {
    Samples samples = new DataFiles("--input", files, formats.options()).inputs(inputs);
    BatchNotice.tell(reporting, samples);
    if (sample == null && samples.count() > 1) {
      reporting.log("using sample 0 of " + samples.count() + "; choose with --sample");
    }
    int index = sample == null ? 0 : sample;
    if (index < 0 || index >= samples.count()) {
      throw CommandException.usage(
          "no sample "
              + index
              + "; --input "
              + String.join(" ", files)
              + "; --sample must be 0 to "
              + (samples.count() - 1));
    }
    return samples.get(index);
  }
}
