package dev.vouch.cli.option;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.format.FileKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Formats that inputs are to have, so that commitments made for one model serve another. */
public final class InputFormatFlag {
  @Option(
      names = "--input-format",
      paramLabel = "FILE",
      description = {
        "Inputs get the format of those of the same names in FILE: a key, a model, a commitment",
        "to data or its openings; these are then commitments to this model's inputs. Or of hidden",
        "outputs of these names, which this model then takes over."
      })
  private @Nullable String file;

  /** The formats by name; none if the option is not given. */
  Map<String, RowFormat> formats() throws IOException, CommandException {
    return file == null ? Map.of() : formats(file);
  }

  /**
   * The formats of the inputs in a file, and of the hidden outputs that are called as no input is,
   * by name.
   *
   * @param name of a key, a model, a commitment to data or its openings
   */
  public static Map<String, RowFormat> formats(String name) throws IOException, CommandException {
    Map<String, RowFormat> formats = new TreeMap<>();
    List<Slot> slots = new InputFile(name).read(path -> known(path, name));
    slots.stream()
        .sorted(Comparator.comparing(Slot::role)) // inputs first
        .forEach(
            slot ->
                formats.putIfAbsent(
                    slot.name(), slot.isPublic() ? hidden(slot.format()) : slot.format()));
    return formats;
  }

  /** Public rows have no columns; as hidden ones they have the usual. */
  private static RowFormat hidden(RowFormat format) {
    return format.withColumnBits(Tensor.portColumnBits(format.lengths()));
  }

  private static List<Slot> known(Path path, String name) throws IOException, CommandException {
    try {
      return slots(path, name);
    } catch (MalformedModelFileException
        | MalformedKeyException
        | MalformedChainException
        | MalformedCommitmentException
        | NoRowFormatException e) {
      throw CommandException.invalidInput(
          e.getMessage() + "; --input-format " + name + "; give another file");
    }
  }

  private static List<Slot> slots(Path path, String name)
      throws IOException,
          CommandException,
          MalformedModelFileException,
          MalformedKeyException,
          MalformedChainException,
          MalformedCommitmentException,
          NoRowFormatException {
    byte[] start;
    try (var in = Files.newInputStream(path)) {
      start = in.readNBytes(FileKind.HEADER_BYTES);
    }
    Optional<FileKind> kind = FileKind.of(start);
    if (kind.isPresent()) {
      switch (kind.get()) {
        case KEY -> {
          return ports(VerifyingKey.decode(Files.readAllBytes(path)));
        }
        case CHAIN_KEY -> {
          return ports(ChainKey.decode(Files.readAllBytes(path), KeyReader.create()));
        }
        case MODEL -> {
          return ports(ModelFile.read(path).key());
        }
        case CHAIN_MODEL -> {
          return ports(ChainModelFile.read(path).key());
        }
        case COMMITMENT -> {
          try (DataCommitmentFile commitment = DataCommitmentFile.open(path)) {
            return commitment.commitment().slots();
          }
        }
        case OPENINGS -> {
          try (OpeningsReader openings =
              OpeningsReader.of(new BufferedInputStream(Files.newInputStream(path)))) {
            return openings.slots();
          }
        }
        default -> {}
      }
    }
    throw CommandException.invalidInput(
        name
            + " is "
            + kind.map(is -> "a " + is.words()).orElse("no file of vouch")
            + ", it has no formats of inputs; --input-format; give a key, a model, a commitment to"
            + " data or its openings");
  }

  /** The inputs, and the hidden outputs. */
  private static List<Slot> ports(ModelKey key) throws NoRowFormatException {
    List<Slot> slots = new ArrayList<>();
    for (ModelPort input : key.inputs()) {
      slots.add(input.inputSlot());
    }
    for (ModelPort output : key.outputs()) {
      if (output.isHidden()) {
        slots.add(new Slot(output.name(), Slot.Role.OUTPUT, output.rowFormat()));
      }
    }
    return slots;
  }

  /**
   * Refuses formats none of which is of an input, and tells of calibration data beyond them.
   *
   * @param formats as asked for
   */
  void tell(
      Graph graph, Calibration calibration, Map<String, RowFormat> formats, Reporting reporting)
      throws CommandException {
    if (file != null && graph.inputs().stream().noneMatch(formats::containsKey)) {
      throw CommandException.usage(
          "no input has the name of one in "
              + file
              + "; --input-format; the model has "
              + graph.inputs()
              + ", the file "
              + formats.keySet().stream().collect(Collectors.joining(", ", "[", "]")));
    }
    formats.forEach(
        (name, format) -> {
          if (graph.inputs().contains(name) && format.type() == ValueType.REAL) {
            double most = Math.scalb((double) format.hi(), -least(format));
            double seen = calibration.magnitude(name).orElse(0);
            if (seen > most) {
              reporting.warn(
                  "calibration data of '"
                      + name
                      + "' reach "
                      + seen
                      + ", the format that is asked for ends at "
                      + most
                      + ": values beyond are clamped");
            }
          }
        });
  }

  /** The coarsest scale: of the slice that holds the largest numbers. */
  private static int least(RowFormat format) {
    return format.slices() == null
        ? format.scaleExponent()
        : format.slices().exponents().stream().mapToInt(Integer::intValue).min().orElseThrow();
  }
}
