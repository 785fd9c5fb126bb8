package dev.vouch.circuits.lowering;

import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.view.View;
import java.util.List;

/** Changes of the order of cells, free where a view can express them. Not thread-safe. */
public final class Rearranging {
  private final ProgramBuilder program;
  private final Rescaling rescaling;

  Rearranging(ProgramBuilder program, Rescaling rescaling) {
    this.program = program;
    this.rescaling = rescaling;
  }

  /**
   * The same row-major cells under another shape; free where the shapes have a common refinement.
   */
  public Wire reshape(Wire wire, List<Integer> shape) {
    return wire.view().reshape(shape).map(wire::through).orElseGet(() -> rearrange(wire, shape));
  }

  /** The value as a tensor of its own shape, by a static index table. */
  public Wire rearrange(Wire wire) {
    return rearrange(wire, wire.view().shape());
  }

  private Wire rearrange(Wire wire, List<Integer> shape) {
    Wire source = affine(wire);
    return tabulate(source, shape, source.view().cells());
  }

  /** {@code result[i] = wire[cells[i]]}, 0 where the cell is −1, by a static index table. */
  public Wire gather(Wire wire, List<Integer> shape, int[] cells) {
    Wire source = affine(wire);
    int[] tensorCells = source.view().cells();
    int[] composed = new int[cells.length];
    for (int i = 0; i < composed.length; i++) {
      composed[i] = cells[i] < 0 ? -1 : tensorCells[cells[i]];
    }
    return tabulate(source, shape, composed);
  }

  private Wire affine(Wire wire) {
    return program.affine(wire.tensor()) ? wire : rescaling.narrow(wire);
  }

  private Wire tabulate(Wire source, List<Integer> shape, int[] tensorCells) {
    String name = program.tensor(source.tensor()).name();
    int tensor = program.rearrangement(name, shape, source.tensor(), tensorCells);
    return new Wire(tensor, View.of(shape), source.scaleExponent());
  }

  /**
   * The value as a tensor of its own, whose axes are the factors of the wire's view; costs no
   * commitment.
   */
  public Wire copy(Wire wire) {
    return LabelledSum.multiple(program, 1, wire, wire.scaleExponent());
  }
}
