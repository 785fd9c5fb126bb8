package dev.vouch.cli.prove;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.prover.OpenedRows;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one proof is about.
 *
 * @param sample inputs that are not committed already, by name
 * @param committed rows of those that are
 * @param names of these inputs
 * @param index number of the sample: its first row is that times the rows that the model takes
 */
record ProofInput(
    Map<String, TensorData> sample, OpenedRows committed, Set<String> names, int index) {
  /**
   * The sample that is chosen, and as many rows as the model takes, of one number.
   *
   * @param data null if nothing is committed already
   * @param inputs of the model
   */
  static ProofInput read(
      SampleFlag input,
      @Nullable CommittedData data,
      ModelKey key,
      List<NetworkPort> inputs,
      Reporting reporting)
      throws IOException,
          CommandException,
          MalformedCommitmentException,
          CommittedInputException,
          NoRowFormatException {
    List<NetworkPort> others = others(inputs, data == null ? Set.of() : data.inputs(), input);
    int index = input.index();
    if (data == null) {
      return new ProofInput(input.read(others, reporting), OpenedRows.NONE, Set.of(), index);
    }
    int batch = key.rows();
    if (!input.isChosen() && data.end() > batch) {
      reporting.log("using sample 0 of the committed rows; choose with --sample");
    }
    return new ProofInput(
        others.isEmpty() ? Map.of() : input.read(others, reporting),
        data.rows((long) index * batch, batch),
        inputs.stream()
            .map(NetworkPort::name)
            .filter(data.inputs()::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        index);
  }

  /** The inputs that are not committed. */
  static List<NetworkPort> others(List<NetworkPort> inputs, Set<String> committed, SampleFlag input)
      throws CommandException {
    List<NetworkPort> others =
        inputs.stream().filter(port -> !committed.contains(port.name())).toList();
    if (others.isEmpty() && !committed.isEmpty() && !input.files().isEmpty()) {
      throw CommandException.usage(
          "all inputs are committed already; --input "
              + String.join(" ", input.files())
              + "; leave it out");
    }
    return others;
  }
}
