package dev.vouch.cli.prove;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.prover.CommittedRows;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one proof is about.
 *
 * @param sample inputs that are not committed already, by name
 * @param committed rows of those that are
 * @param names of these inputs
 * @param first number in the data of the proof's first row
 */
record ProofInput(
    Map<String, TensorData> sample, CommittedRows committed, Set<String> names, long first) {
  /**
   * The sample that is chosen, and as many rows as the model takes, of one number.
   *
   * @param data null if nothing is committed already
   */
  static ProofInput read(
      SampleFlag input, @Nullable CommittedData data, ModelFile model, Reporting reporting)
      throws IOException, CommandException, MalformedCommitmentException, CommittedInputException {
    List<NetworkPort> others = others(model, data == null ? Set.of() : data.inputs(), input);
    int batch = model.key().circuit().rows();
    long first = (long) input.index() * batch;
    if (data == null) {
      return new ProofInput(input.read(others, reporting), CommittedRows.NONE, Set.of(), first);
    }
    if (!input.isChosen() && data.end() > batch) {
      reporting.log("using sample 0 of the committed rows; choose with --sample");
    }
    return new ProofInput(
        others.isEmpty() ? Map.of() : input.read(others, reporting),
        data.rows(first, batch),
        data.inputs(),
        first);
  }

  /** The inputs that are not committed. */
  static List<NetworkPort> others(ModelFile model, Set<String> committed, SampleFlag input)
      throws CommandException {
    List<NetworkPort> others =
        model.program().inputs().stream().filter(port -> !committed.contains(port.name())).toList();
    if (others.isEmpty() && !committed.isEmpty() && !input.files().isEmpty()) {
      throw CommandException.usage(
          "all inputs are committed already; --input "
              + String.join(" ", input.files())
              + "; leave it out");
    }
    return others;
  }
}
