package dev.vouch.cli.option;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.program.IntegerProgram;
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

  /** The rows of the input, for a program that takes them. */
  public RowInput rows(RowPorts ports, IntegerProgram program)
      throws IOException, CommandException {
    if (sample != null) {
      throw CommandException.usage("one sample or many; --sample; leave it out, or --all");
    }
    return new DataFiles("--input", files, formats.options()).rows(ports, program.inputs());
  }

  public Map<String, TensorData> read(IntegerProgram program, Reporting reporting)
      throws IOException, CommandException {
    Samples samples = new DataFiles("--input", files, formats.options()).inputs(program.inputs());
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
