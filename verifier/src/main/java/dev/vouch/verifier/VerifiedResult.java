package dev.vouch.verifier;

import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was verified: these outputs are what a model gives on these inputs. Of a model that is one
 * circuit ({@link VerifiedInference}) or several ({@link dev.vouch.verifier.chain.VerifiedChain}).
 * Immutable.
 */
public interface VerifiedResult {
  /** What was verified of each circuit; of a model that is one circuit this alone. */
  List<VerifiedInference> parts();

  /** All inputs of the whole, in the order of the network. */
  List<VerifiedTensor> inputs();

  /** All outputs of the whole, in the order of the network. */
  List<VerifiedTensor> outputs();

  /**
   * The input of a name.
   *
   * @throws IllegalArgumentException if there is none, or several; the message lists the names
   */
  default VerifiedTensor input(String name) {
    return named(inputs(), name, "input");
  }

  /**
   * The output of a name.
   *
   * @throws IllegalArgumentException if there is none, or several; the message lists the names
   */
  default VerifiedTensor output(String name) {
    return named(outputs(), name, "output");
  }

  private static VerifiedTensor named(List<VerifiedTensor> tensors, String name, String what) {
    List<VerifiedTensor> found =
        tensors.stream().filter(tensor -> tensor.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          (found.isEmpty() ? "no " + what : found.size() + " " + what + "s")
              + " "
              + name
              + "; there are "
              + tensors.stream().map(VerifiedTensor::name).toList());
    }
    return found.get(0);
  }

  /** Names of the hidden inputs and outputs. */
  default List<String> hidden() {
    return Stream.concat(inputs().stream(), outputs().stream())
        .filter(VerifiedTensor::isHidden)
        .map(VerifiedTensor::name)
        .toList();
  }

  /**
   * The id of the data that the inputs hold, hidden and public ones, of all rows that the circuits
   * take at once (formats.md §9): compare it with the one that the owner of the data published or
   * signed.
   *
   * @throws NoRowFormatException if rows of one have no id
   * @throws IllegalStateException if there is no input
   * @throws IllegalArgumentException if two inputs have one name
   */
  default DataId dataId() throws NoRowFormatException {
    return dataId(inputs().stream().map(VerifiedTensor::name).toList());
  }

  /**
   * As {@link #dataId()}, of data that are some of the inputs.
   *
   * @throws IllegalArgumentException if there is no input of one of these names, or several
   */
  default DataId dataId(List<String> names) throws NoRowFormatException {
    if (names.isEmpty()) {
      throw new IllegalStateException("there is no input: there are no data");
    }
    Map<String, InputId> ids = new HashMap<>();
    for (String name : names) {
      ids.put(name, input(name).commitmentId());
    }
    return DataId.of(ids);
  }

  /** Bits of security: the smaller of binding and statistical soundness. */
  int securityBits();
}
