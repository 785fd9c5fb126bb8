package dev.vouch.verifier.tampering;

import dev.vouch.verifier.Proof;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The same messages for another statement: context, values, commitments. */
final class StatementChanges {
  private StatementChanges() {}

  /** Bits, bytes less or more, nothing, or a context of another length. */
  static Optional<Attempt> context(Target target, Random random) {
    byte[] now = target.context();
    byte[] other =
        switch (random.nextInt(4)) {
          case 0 -> Arrays.copyOf(now, random.nextInt(now.length + 1));
          case 1 -> Arrays.copyOf(now, now.length + 1 + random.nextInt(64));
          case 2 -> FileChanges.withBit(now, random);
          default -> FileChanges.randomBytes(random, random.nextInt(64));
        };
    return Arrays.equals(other, now)
        ? Optional.empty()
        : Optional.of(new Attempt(target.verifier(), target.bytes(), other));
  }

  /** Another value of a public input or output, within its declared range. */
  static Optional<Attempt> publicValue(Target target, boolean output, Random random) {
    Circuit circuit = target.verifier().key().circuit();
    List<Tensor> tensors = circuit.tensorsOf(TensorKind.PUBLIC);
    List<Integer> choice = ofPorts(circuit, tensors, output);
    int which = choice.get(random.nextInt(choice.size()));
    Tensor.Public tensor = (Tensor.Public) tensors.get(which);
    List<long[]> values = new ArrayList<>(target.proof().publicValues());
    long[] cells = values.get(which).clone();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      int cell = random.nextInt(cells.length);
      long value =
          random.nextBoolean()
              ? cells[cell] + (random.nextBoolean() ? 1 : -1)
              : tensor.lo() + Math.floorMod(random.nextLong(), tensor.hi() - tensor.lo() + 1);
      cells[cell] = Math.max(tensor.lo(), Math.min(tensor.hi(), value));
    }
    values.set(which, cells);
    return encoded(target, values, target.proof().hiddenPoints());
  }

  /** Another point in the place of a row of a hidden input or output. */
  static Optional<Attempt> hiddenRow(Target target, boolean output, Random random) {
    Circuit circuit = target.verifier().key().circuit();
    List<Tensor> tensors = circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT);
    List<Integer> choice = ofPorts(circuit, tensors, output);
    int which = choice.get(random.nextInt(choice.size()));
    List<byte[]> hidden = new ArrayList<>(target.proof().hiddenPoints());
    byte[] rows = hidden.get(which).clone();
    int at = Target.ELEMENT * random.nextInt(rows.length / Target.ELEMENT);
    byte[] now = Arrays.copyOfRange(rows, at, at + Target.ELEMENT);
    byte[] sibling = ElementChanges.element(target, random.nextInt(target.kinds().size()));
    ElementChanges.put(rows, at, Canonical.otherPoint(now, sibling, random));
    hidden.set(which, rows);
    return encoded(target, target.proof().publicValues(), hidden);
  }

  static boolean hasPublic(Target target, boolean output) {
    Circuit circuit = target.verifier().key().circuit();
    return !ofPorts(circuit, circuit.tensorsOf(TensorKind.PUBLIC), output).isEmpty();
  }

  static boolean hasHidden(Target target, boolean output) {
    Circuit circuit = target.verifier().key().circuit();
    List<Tensor> tensors = circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT);
    return !ofPorts(circuit, tensors, output).isEmpty();
  }

  /** Which of the tensors are inputs, or outputs. */
  private static List<Integer> ofPorts(Circuit circuit, List<Tensor> tensors, boolean output) {
    List<Integer> found = new ArrayList<>();
    for (Port port : output ? circuit.outputs() : circuit.inputs()) {
      int at = tensors.indexOf(circuit.tensors().get(port.tensor()));
      if (at >= 0) {
        found.add(at);
      }
    }
    return found;
  }

  private static Optional<Attempt> encoded(
      Target target, List<long[]> publicValues, List<byte[]> hiddenPoints) {
    Proof proof = target.proof();
    Proof other =
        new Proof(
            proof.form(),
            proof.factors(),
            proof.modelId(),
            publicValues,
            hiddenPoints,
            proof.messages());
    return ElementChanges.attempt(target, other.encode(target.verifier().key().circuit()));
  }
}
