package dev.vouch.circuits.emit;

import dev.vouch.circuits.program.Execution;
import dev.vouch.verifier.circuit.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A witness as one array, its tensors one after the other: as vectors and mutations have it. */
public final class JoinedWitness {
  private JoinedWitness() {}

  /** The witness of a run. */
  public static long[] of(Execution execution) {
    return execution.witness().cells().stream().flatMapToLong(LongStream::of).toArray();
  }

  /**
   * Copies of the cells, by tensor.
   *
   * @throws IllegalArgumentException if there are more or fewer cells than the circuit takes
   */
  public static Witness split(Circuit circuit, long... joined) {
    List<long[]> cells = new ArrayList<>();
    int at = 0;
    for (int tensor : Witness.tensors(circuit)) {
      int end = Math.min(joined.length, at + Math.toIntExact(circuit.tensors().get(tensor).size()));
      cells.add(Arrays.copyOfRange(joined, at, end));
      at = end;
    }
    if (at != joined.length) {
      throw new IllegalArgumentException(
          "the circuit takes " + at + " cells, not " + joined.length);
    }
    return new Witness(circuit, cells);
  }
}
