package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.ProgramBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds one contraction from summands written with labelled axes, as in {@code
 * einsum("oi,ni->no")}: finds the common refinement of the operands' axes, rearranges operands that
 * have none, and lays out constants ({@link StoredAxes}). Not thread-safe.
 */
public final class Einsum {
  private final ProgramBuilder program;
  private final Constants constants;
  private final Rearranging rearranging;
  private final String result;
  private final ErrorRules errors;
  private final UnaryOperator<Wire> built;
  private final LabelledAxes axes = new LabelledAxes();
  private final LabelledSum sum;
  private final List<Product> products = new ArrayList<>();

  /** One summand. */
  private record Product(long coefficient, List<Operand> operands, List<Placement> placed) {
    /** The factor beside an operand, if there is one. */
    @Nullable Operand other(Operand operand) {
      if (operands.size() < 2) {
        return null;
      }
      return operands.get(operands.get(0) == operand ? 1 : 0);
    }
  }

  /**
   * An empty sum.
   *
   * @param result labels of the result's axes
   * @param built is given the result
   */
  Einsum(
      ProgramBuilder program,
      Constants constants,
      Rearranging rearranging,
      ErrorRules errors,
      String name,
      String result,
      UnaryOperator<Wire> built) {
    this.program = program;
    this.constants = constants;
    this.rearranging = rearranging;
    this.result = result;
    this.errors = errors;
    this.built = built;
    this.sum = new LabelledSum(name, result, axes);
  }

  /**
   * Adds coefficient · product of the operands; the scales of all summands must agree when the
   * coefficient is counted in. Operands of a product of two must be narrow, one alone may be wide.
   */
  public Einsum add(long coefficient, Operand... operands) {
    return place(coefficient, List.of(), operands);
  }

  /** Gives a result axis a length that no operand has: the axis along which parts are placed. */
  public Einsum length(char label, int length) {
    axes.set(label, length);
    return this;
  }

  /**
   * Adds coefficient · operand, its axis {@code part} lying {@code offset} cells from the start of
   * the result's axis {@code whole}.
   */
  public Einsum place(long coefficient, Operand operand, char part, char whole, int offset) {
    return place(coefficient, List.of(new Placement(part, whole, offset, 1)), operand);
  }

  /** Adds coefficient · product of the operands as a part of the result. */
  public Einsum place(long coefficient, List<Placement> placed, Operand... operands) {
    products.add(new Product(coefficient, List.of(operands), placed));
    return this;
  }

  /** Adds the contraction to the program. */
  public Wire build(int scaleExponent) {
    return build(scaleExponent, Interval.ALL);
  }

  /**
   * Adds the contraction to the program.
   *
   * @param within holds every value of the result, as the caller has proven: for a remainder, say,
   *     whose operands' ranges alone say less
   */
  public Wire build(int scaleExponent, Interval within) {
    List<Product> fitted = products.stream().map(this::fitted).toList();
    sum.requireTensor();
    List<LabelledSum.Product> summands = fitted.stream().map(this::stored).toList();
    Wire wire = sum.addTo(program, summands, scaleExponent, within);
    summands.stream()
        .filter(summand -> summand.operands().size() == 1)
        .forEach(
            summand -> errors.keepAs(wire.tensor(), summand.operands().get(0).wire().tensor()));
    return built.apply(wire);
  }

  /** Refines the axes for every operand; those that do not fit the others are rearranged first. */
  private Product fitted(Product product) {
    List<Operand> operands = product.operands().stream().map(this::fitted).toList();
    return new Product(product.coefficient(), operands, product.placed());
  }

  private Operand fitted(Operand operand) {
    if (operand instanceof Operand.OfIntegers integers) {
      for (int axis = 0; axis < integers.lengths().length; axis++) {
        axes.refine(integers.labels().charAt(axis), List.of(integers.lengths()[axis]));
      }
      return integers;
    }
    Operand.OfWire given = (Operand.OfWire) operand;
    if (axes.refine(given.labels(), given.wire().view())) {
      return given;
    }
    Wire flat = rearranging.rearrange(given.wire());
    axes.refine(given.labels(), flat.view());
    return new Operand.OfWire(flat, given.labels());
  }

  private LabelledSum.Product stored(Product product) {
    List<Operand.OfWire> operands = new ArrayList<>();
    for (Operand operand : product.operands()) {
      operands.add(
          operand instanceof Operand.OfIntegers integers
              ? stored(integers, product.other(integers))
              : (Operand.OfWire) operand);
    }
    return new LabelledSum.Product(product.coefficient(), operands, product.placed());
  }

  private Operand.OfWire stored(Operand.OfIntegers operand, @Nullable Operand other) {
    StoredAxes stored = StoredAxes.of(operand, kept(operand, other), axes);
    int tensor = constants.store(operand, stored.shape(), stored.cells(operand.lengths()));
    Wire wire = new Wire(tensor, stored.view(), operand.scaleExponent());
    return new Operand.OfWire(wire, operand.labels());
  }

  /** Labels of the result: those of this operand alone, then those of the other one too. */
  private String kept(Operand operand, @Nullable Operand other) {
    StringBuilder resultOnly = new StringBuilder();
    StringBuilder batch = new StringBuilder();
    for (char label : operand.labels().toCharArray()) {
      if (result.indexOf(label) >= 0) {
        boolean inOther = other != null && other.labels().indexOf(label) >= 0;
        (inOther ? batch : resultOnly).append(label);
      }
    }
    return resultOnly.append(batch).toString();
  }
}
