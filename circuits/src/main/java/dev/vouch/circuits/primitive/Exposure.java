package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.List;

/**
 * A network output that is not committed by itself: output = input, cell by cell
 * (docs/spec/primitives.md §3).
 */
public record Exposure(int output, int input) implements Primitive {
  public static final int CODE = 3;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public long[] execute(IntegerProgram program, Values values) {
    return values.of(input);
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int layout) {
    IntegerTensor tensor = program.tensor(output);
    int y =
        circuit.define(output, "output", tensor.shape(), tensor.range().lo(), tensor.range().hi());
    circuit.zero(
        circuit.derived(
            "difference", circuit.sum(tensor.shape()).plus(1, y).plus(-1, circuit.tensor(input))));
  }

  @Override
  public boolean committable() {
    return true;
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input);
  }

  public static Exposure read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int input = program.operand(in, output);
    program.requireSameShape(in, input, output);
    return new Exposure(output, input);
  }
}
