package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sum of products of tensors with affine indices: dense layers, convolutions, sums, biases,
 * scaling and all wiring (docs/spec/primitives.md §2). Never committed: the output is a derived
 * tensor.
 */
public record Contraction(int output, List<Summand> summands) implements Primitive {
  public static final int CODE = 1;
  private static final int MAX_BOX_AXES = 16;
  private static final int MAX_OPERANDS = 2;

  public Contraction {
    summands = List.copyOf(summands);
  }

  @Override
  public List<Integer> inputs() {
    return summands.stream()
        .flatMap(summand -> summand.operands().stream())
        .map(Term.Operand::tensor)
        .distinct()
        .toList();
  }

  /** Whether some term is a product of two tensors. */
  public boolean bilinear() {
    return summands.stream().anyMatch(summand -> summand.operands().size() == 2);
  }

  @Override
  public long[] execute(IntegerProgram program, Values values) {
    long[] result = new long[program.tensor(output).size()];
    for (Summand summand : summands) {
      List<long[]> operands =
          summand.operands().stream().map(operand -> values.of(operand.tensor())).toList();
      loop(summand, program.tensor(output).shape(), program::tensor)
          .addTo(result, summand.coefficient(), operands);
    }
    return result;
  }

  private static StridedLoop loop(
      Summand summand, List<Integer> shape, IntFunction<IntegerTensor> tensors) {
    return new StridedLoop(
        summand,
        shape,
        summand.operands().stream()
            .map(operand -> tensors.apply(operand.tensor()).shape())
            .toList());
  }

  /**
   * The range of the result, cell by cell from the operands' ranges, and from the operand's values
   * where they are public.
   *
   * @param shape of the result
   * @param tensors the operands
   * @param known values of a public operand, else null
   * @throws RangeExceededException if a partial sum may pass ±2^62
   */
  public static Interval range(
      List<Integer> shape,
      List<Summand> summands,
      IntFunction<IntegerTensor> tensors,
      IntFunction<long @Nullable []> known) {
    requireBounded(summands, tensors);
    int size =
        Math.toIntExact(
            shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact));
    long[] lo = new long[size];
    long[] hi = new long[size];
    for (Summand summand : summands) {
      StridedLoop loop = loop(summand, shape, tensors);
      long c = summand.coefficient();
      List<IntegerTensor> operands =
          summand.operands().stream().map(operand -> tensors.apply(operand.tensor())).toList();
      List<long @Nullable []> values = new ArrayList<>();
      summand.operands().forEach(operand -> values.add(known.apply(operand.tensor())));
      if (operands.isEmpty()) {
        loop.addTo(lo, c, List.of());
        loop.addTo(hi, c, List.of());
      } else if (operands.size() == 1) {
        long[] least = orFill(values.get(0), operands.get(0), operands.get(0).range().lo());
        long[] most = orFill(values.get(0), operands.get(0), operands.get(0).range().hi());
        loop.addTo(c > 0 ? lo : hi, c, List.of(least));
        loop.addTo(c > 0 ? hi : lo, c, List.of(most));
      } else {
        addProducts(loop, c, operands, values, c > 0 ? lo : hi, c > 0 ? hi : lo);
      }
    }
    return new Interval(Interval.of(lo).lo(), Interval.of(hi).hi());
  }

  private static void addProducts(
      StridedLoop loop,
      long c,
      List<IntegerTensor> operands,
      List<long @Nullable []> values,
      long[] least,
      long[] most) {
    int fixed = values.get(0) != null ? 0 : 1;
    long[] factors = values.get(fixed);
    IntegerTensor free = operands.get(1 - fixed);
    if (factors == null) {
      Interval product = operands.get(0).range().times(operands.get(1).range());
      long[] one = filled(operands.get(1), 1);
      loop.addTo(least, c, List.of(filled(operands.get(0), product.lo()), one));
      loop.addTo(most, c, List.of(filled(operands.get(0), product.hi()), one));
      return;
    }
    long[] positive = Arrays.stream(factors).map(factor -> Math.max(factor, 0)).toArray();
    long[] negative = Arrays.stream(factors).map(factor -> Math.min(factor, 0)).toArray();
    long[] freeLo = orFill(values.get(1 - fixed), free, free.range().lo());
    long[] freeHi = orFill(values.get(1 - fixed), free, free.range().hi());
    loop.addTo(least, c, pair(fixed, positive, freeLo));
    loop.addTo(least, c, pair(fixed, negative, freeHi));
    loop.addTo(most, c, pair(fixed, positive, freeHi));
    loop.addTo(most, c, pair(fixed, negative, freeLo));
  }

  private static List<long[]> pair(int fixed, long[] factors, long[] free) {
    return fixed == 0 ? List.of(factors, free) : List.of(free, factors);
  }

  private static long[] orFill(long @Nullable [] values, IntegerTensor tensor, long value) {
    return values != null ? values : filled(tensor, value);
  }

  private static long[] filled(IntegerTensor tensor, long value) {
    long[] values = new long[tensor.size()];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Bounds every partial sum in any order, so that the loops above and {@link #execute} cannot
   * overflow.
   */
  private static void requireBounded(List<Summand> summands, IntFunction<IntegerTensor> tensors) {
    double bound = 0;
    for (Summand summand : summands) {
      double term = Math.abs((double) summand.coefficient());
      for (Term.Operand operand : summand.operands()) {
        term *= tensors.apply(operand.tensor()).range().magnitude();
      }
      bound += term * summand.positionsPerCell();
    }
    if (bound > 0x1p62) {
      throw new RangeExceededException(
          String.format("sums may reach 2^%.1f, beyond ±2^62", Math.log(bound) / Math.log(2)));
    }
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int layout) {
    List<Term> terms = new ArrayList<>();
    for (Summand summand : summands) {
      List<Term.Operand> operands =
          summand.operands().stream()
              .map(operand -> new Term.Operand(circuit.tensor(operand.tensor()), operand.map()))
              .toList();
      terms.add(
          new Term.Box(
              Scalar.of(summand.coefficient()), summand.box(), summand.result(), operands));
    }
    circuit.bind(output, circuit.derived("sum", program.tensor(output).shape(), terms));
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(summands.size());
    for (Summand summand : summands) {
      out.svar(summand.coefficient()).u8(summand.box().size());
      summand.box().forEach(out::u32);
      writeMap(out, summand.result());
      out.u8(summand.operands().size());
      for (Term.Operand operand : summand.operands()) {
        out.u32(operand.tensor());
        writeMap(out, operand.map());
      }
    }
  }

  private static void writeMap(FormatWriter out, List<IndexEntry> map) {
    for (IndexEntry entry : map) {
      out.svar(entry.offset()).u8(entry.parts().size());
      entry.parts().forEach(part -> out.u8(part.boxAxis()).svar(part.coefficient()));
    }
  }

  public static Contraction read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int count = in.count("summands", 3);
    List<Summand> summands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long coefficient = in.svar("coefficient");
      if (coefficient == 0) {
        throw in.malformed("a coefficient is 0");
      }
      int axes = in.u8("box axes", MAX_BOX_AXES);
      List<Integer> box = new ArrayList<>();
      long positions = 1;
      for (int axis = 0; axis < axes; axis++) {
        int length = program.length(in);
        positions = program.requireWork(in, positions, length);
        box.add(length);
      }
      List<IndexEntry> result = program.indexMap(in, program.shape(output), box, true);
      int operandCount = in.u8("operands", MAX_OPERANDS);
      List<Term.Operand> operands = new ArrayList<>();
      for (int operand = 0; operand < operandCount; operand++) {
        int tensor = program.operand(in, output);
        operands.add(
            new Term.Operand(tensor, program.indexMap(in, program.shape(tensor), box, false)));
      }
      summands.add(new Summand(coefficient, box, result, operands));
    }
    return new Contraction(output, summands);
  }
}
