package dev.vouch.cli.prove;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.rows.CommittedBatches;
import dev.vouch.prover.rows.ProofBatches;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that proofs are about: read from files, committed already, or both.
 *
 * @param ports of the inputs that are not committed
 * @param others rows of these; null if there are none
 * @param committed null if nothing is
 */
record ProofRows(RowPorts ports, @Nullable RowInput others, @Nullable CommittedData committed)
    implements Closeable {
  /** Opens what is not open yet. */
  static ProofRows open(
      SampleFlag input, @Nullable CommittedData committed, ProvableModel model, RowPorts ports)
      throws IOException, CommandException {
    Set<String> names = committed == null ? Set.of() : committed.inputs();
    List<NetworkPort> inputs = ProofInput.others(model.inputs(), names, input);
    RowPorts own = ports.without(names);
    RowInput others = inputs.isEmpty() && committed != null ? null : input.rows(own, inputs);
    return new ProofRows(own, others, committed);
  }

  /** How many rows there are, if that is known without reading all. */
  OptionalLong count() {
    if (others == null && committed != null) {
      return OptionalLong.of(committed.end());
    }
    return others == null ? OptionalLong.empty() : others.count();
  }

  /** Cuts rows into batches. */
  ProofBatches batches(long first, long end) throws IOException, CommandException {
    if (committed == null) {
      return ProofBatches.of(requireOthers().batches(ports, first, end));
    }
    return others == null
        ? CommittedBatches.of(committed, ports.batch(), first, end)
        : CommittedBatches.of(committed, others.batches(ports, first, end), first);
  }

  /** What a row that is none of the model's inputs means to the user. */
  CommandException failure(MalformedTensorException e) {
    return requireOthers().failure(e);
  }

  private RowInput requireOthers() {
    if (others == null) {
      throw new IllegalStateException("no rows are read");
    }
    return others;
  }

  /** Closes what is read; {@link #committed} is left to whoever opened it. */
  @Override
  public void close() throws IOException {
    if (others != null) {
      others.close();
    }
  }
}
