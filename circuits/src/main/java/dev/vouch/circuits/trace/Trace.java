package dev.vouch.circuits.trace;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.emit.CircuitOwners;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Domain;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the cells that keep an inference from being proven, and the ONNX nodes they belong to.
 * Immutable and thread-safe.
 */
public final class Trace {
  private final IntegerProgram program;
  private final Map<Integer, Integer> producers = new HashMap<>();

  /** A trace of runs of a program. */
  public Trace(IntegerProgram program) {
    this.program = program;
    for (int i = 0; i < program.primitives().size(); i++) {
      producers.put(program.primitives().get(i).output(), i);
    }
  }

  /**
   * The first cells of a run that leave the range or the table domain which the program declares
   * for them; where there is none, those that are not what the circuit computes from the run's
   * witness, or that violate its assertions.
   *
   * @param most how many are looked for
   * @return in the order of the program; empty if the run can be proven
   */
  public List<CellFailure> of(Execution execution, int most) {
    List<CellFailure> found = new ArrayList<>();
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      if (!producers.containsKey(tensor)) {
        requireRange(tensor, execution.of(tensor), found, most);
      }
    }
    for (Primitive primitive : program.primitives()) {
      requireDomain(primitive, execution, found, most);
      requireRange(primitive.output(), execution.of(primitive.output()), found, most);
    }
    return found.isEmpty() ? ofCircuit(execution, most) : List.copyOf(found);
  }

  private List<CellFailure> ofCircuit(Execution execution, int most) {
    CircuitEvaluator evaluator = new CircuitEvaluator(program.emit());
    try (Witness witness = execution.witness()) {
      long[][] values = evaluator.evaluate(witness, execution.modelValues());
      List<Violation> violations = new ArrayList<>(evaluator.violations(values, most));
      violations.addAll(differences(execution, values, most));
      return failures(violations, most);
    }
  }

  /** Cells that the program computes differently than the circuit does. */
  private List<Violation> differences(Execution execution, long[][] values, int most) {
    List<Violation> found = new ArrayList<>();
    for (Primitive primitive : program.primitives()) {
      int tensor = program.emit().tensor(primitive.output());
      long[] run = execution.of(primitive.output());
      for (int cell = 0; cell < run.length && found.size() < most; cell++) {
        if (run[cell] != values[tensor][cell]) {
          String allowed = values[tensor][cell] + " as the circuit computes it";
          found.add(new Violation(tensor, cell, run[cell], allowed, primitive.output()));
        }
      }
    }
    return found;
  }

  private void requireRange(int tensor, long[] cells, List<CellFailure> found, int most) {
    require(program.tensor(tensor).range(), "", tensor, tensor, cells, found, most);
  }

  private void requireDomain(
      Primitive primitive, Execution execution, List<CellFailure> found, int most) {
    for (Domain domain : primitive.domains()) {
      long[] cells = execution.of(domain.tensor());
      String what = " " + domain.what();
      require(domain.allowed(), what, primitive.output(), domain.tensor(), cells, found, most);
    }
  }

  private void require(
      Interval allowed,
      String what,
      int owner,
      int tensor,
      long[] cells,
      List<CellFailure> found,
      int most) {
    IntegerTensor holder = program.tensor(tensor);
    for (int cell = 0; cell < cells.length && found.size() < most; cell++) {
      if (!allowed.contains(cells[cell])) {
        String text = allowed.lo() + " to " + allowed.hi() + what;
        found.add(failure(owner, holder.name(), holder.shape(), cell, cells[cell], text));
      }
    }
  }

  /**
   * The first cells of a witness that violate the program's circuit.
   *
   * @param modelValues of the weight tensors, in order
   * @throws IllegalArgumentException if there are more or fewer weight tensors
   */
  public List<CellFailure> of(Witness witness, List<long[]> modelValues, int most) {
    CircuitEvaluator evaluator = new CircuitEvaluator(program.emit());
    return failures(evaluator.violations(evaluator.evaluate(witness, modelValues), most), most);
  }

  private List<CellFailure> failures(List<Violation> violations, int most) {
    List<Tensor> parts = program.emit().circuit().tensors();
    return violations.stream()
        .sorted(Comparator.comparingInt(violation -> producers.getOrDefault(violation.owner(), -1)))
        .limit(most)
        .map(
            violation ->
                failure(
                    violation.owner(),
                    parts.get(violation.tensor()).name(),
                    parts.get(violation.tensor()).shape(),
                    violation.cell(),
                    violation.value(),
                    violation.allowed()))
        .toList();
  }

  private CellFailure failure(
      int owner, String part, List<Integer> shape, int cell, long value, String allowed) {
    String tensor = owner == CircuitOwners.NONE ? part : program.tensor(owner).name();
    Integer producer = producers.get(owner);
    return new CellFailure(
        producer == null ? Origin.NONE : program.origin(producer),
        producer == null
            ? source(owner)
            : program.primitives().get(producer).getClass().getSimpleName(),
        tensor,
        part,
        shape,
        Shape.index(cell, shape.stream().mapToInt(Integer::intValue).toArray()),
        value,
        allowed);
  }

  private String source(int owner) {
    if (owner == CircuitOwners.NONE) {
      return "Table";
    }
    return switch (program.tensor(owner).kind()) {
      case INPUT -> "Input";
      case MODEL -> "Weight";
      case CONSTANT, COMPUTED -> "Constant";
    };
  }
}
