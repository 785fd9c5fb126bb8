package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A network output that is not committed by itself: output = input, cell by cell
 * (docs/spec/primitives.md §3).
 */
public record Exposure(int output, int input) implements Primitive {
  static final int CODE = 3;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Exposure renumbered(IntUnaryOperator numbers) {
    return new Exposure(numbers.applyAsInt(output), numbers.applyAsInt(input));
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    return values.of(input);
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    IntegerTensor tensor = tensors.tensor(output);
    int y =
        circuit.define(output, "output", tensor.shape(), tensor.range().lo(), tensor.range().hi());
    circuit.zero(
        circuit.derived(
            "difference", circuit.sum(tensor.shape()).plus(1, y).plus(-1, circuit.tensor(input))));
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    return LayoutOption.NO_CHOICE;
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.REQUIRED;
  }

  @Override
  public List<Domain> domains() {
    return List.of();
  }

  /** Its declared range is a fact of the circuit's output. */
  @Override
  public Optional<Published> published(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    return errors.of(input);
  }

  @Override
  public Optional<Saturation> saturation(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input);
  }

  static Exposure read(int output, PrimitiveSource source) throws MalformedFormatException {
    int input = source.operand(output);
    source.requireSameShape(input, output);
    return new Exposure(output, input);
  }
}
