package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a circuit tensor by tensor, and beside it the rule by which each committed tensor follows
 * from a run. Tensors are named after the graph node that is being emitted. Equal calls give equal
 * circuits. Not thread-safe.
 */
public final class CircuitBuilder {
  private final int limbBits;
  private final Map<Integer, OutputRole> outputRoles;
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Fill> fills = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Lookup> lookups = new ArrayList<>();
  private final List<Integer> zeros = new ArrayList<>();
  private final Map<TableContent, Integer> tableIndex = new LinkedHashMap<>();
  private final Map<Integer, Integer> circuitTensors = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Integer> tensorOwners = new ArrayList<>();
  private final List<Integer> lookupOwners = new ArrayList<>();
  private final List<Integer> zeroOwners = new ArrayList<>();
  private String scope = "";
  private int owner = CircuitOwners.NONE;

  /**
   * A builder of an empty circuit.
   *
   * @param limbBits width B of limbs (docs/spec/primitives.md §0)
   * @param outputRoles by program tensor: those that are network outputs
   */
  public CircuitBuilder(int limbBits, Map<Integer, OutputRole> outputRoles) {
    this.limbBits = limbBits;
    this.outputRoles = Map.copyOf(outputRoles);
  }

  /** Width B of limbs. */
  public int limbBits() {
    return limbBits;
  }

  /**
   * Opens what is emitted for a program tensor.
   *
   * @param name names of the tensors that follow begin with it: the graph value they belong to
   * @param programTensor that is declared or computed
   */
  public void scope(String name, int programTensor) {
    scope = name;
    owner = programTensor;
  }

  /** The circuit tensor that stands for a program tensor. */
  public int tensor(int programTensor) {
    Integer index = circuitTensors.get(programTensor);
    if (index == null) {
      throw new IllegalStateException("program tensor " + programTensor + " is not emitted yet");
    }
    return index;
  }

  /** Lets a circuit tensor stand for a program tensor. */
  public void bind(int programTensor, int circuitTensor) {
    circuitTensors.put(programTensor, circuitTensor);
  }

  /** Whether a program tensor is a network output. */
  public boolean isOutput(int programTensor) {
    return outputRoles.containsKey(programTensor);
  }

  /** Public constants. */
  public int constant(String name, List<Integer> shape, long[] values) {
    return add(new Tensor.Const(unique(name), shape, values));
  }

  /** The public numbers {@code start, start + 1, …}, which take no room in the circuit. */
  public int counting(String name, int count, long start) {
    return add(new Tensor.Iota(unique(name), List.of(count), start));
  }

  /** A weight tensor; its column bits follow from the circuit's width when it is built. */
  public int model(String name, List<Integer> shape, long lo, long hi, int scaleExponent) {
    return add(
        new Tensor.Committed(
            unique(name), shape, TensorKind.MODEL, lo, hi, scaleExponent, 0, noAxisNames(shape)));
  }

  /** A network input. */
  public int input(
      String name,
      List<Integer> shape,
      long lo,
      long hi,
      int scaleExponent,
      boolean hidden,
      Fill fill) {
    fills.add(fill);
    return add(port(name, shape, lo, hi, new OutputRole(hidden, scaleExponent), TensorKind.INPUT));
  }

  /** A committed tensor of this proof alone. */
  public int witness(String name, List<Integer> shape, long lo, long hi, Fill fill) {
    fills.add(fill);
    return add(new Tensor.Witness(unique(name), shape, lo, hi));
  }

  /**
   * Commits (or publishes) the values of a program tensor and lets the new tensor stand for it:
   * PUBLIC, OUTPUT or WITNESS.
   */
  public int define(int programTensor, String name, List<Integer> shape, long lo, long hi) {
    Fill fill = Fill.copyOf(programTensor);
    OutputRole role = outputRoles.get(programTensor);
    int index;
    if (role == null) {
      index = witness(name, shape, lo, hi, fill);
    } else {
      fills.add(fill);
      index = add(port(name, shape, lo, hi, role, TensorKind.OUTPUT));
    }
    bind(programTensor, index);
    return index;
  }

  private Tensor port(
      String name, List<Integer> shape, long lo, long hi, OutputRole role, TensorKind hiddenKind) {
    return role.hidden()
        ? new Tensor.Committed(
            unique(name),
            shape,
            hiddenKind,
            lo,
            hi,
            role.scaleExponent(),
            Tensor.portColumnBits(shape),
            noAxisNames(shape))
        : new Tensor.Public(unique(name), shape, lo, hi, role.scaleExponent());
  }

  /** A derived tensor. */
  public int derived(String name, List<Integer> shape, List<Term> terms) {
    return add(new Tensor.Derived(unique(name), shape, terms));
  }

  /** A derived tensor whose operands have its own shape. */
  public int derived(String name, Sum sum) {
    return derived(name, sum.shape(), sum.terms());
  }

  /** Starts the terms of a derived tensor whose operands have its own shape. */
  public Sum sum(List<Integer> shape) {
    return new Sum(shape);
  }

  /** Asserts that a tensor is 0 everywhere. */
  public void zero(int tensor) {
    zeros.add(tensor);
    zeroOwners.add(owner);
  }

  /** Asserts {@code start ≤ key < start + size} for every cell. */
  public void range(int key, long start, int size) {
    TableContent content = new TableContent("range", start, size, List.of());
    lookup(new Lookup(table(content), List.of(key)));
  }

  /**
   * Asserts that every cell of the key is a digit of limb {@code limb} (docs/spec/primitives.md
   * §0).
   */
  public void digit(int key, Limbs limbs, int limb) {
    range(key, -limbs.centre(limb), 1 << limbs.width(limb));
  }

  /**
   * Asserts that for every cell the keys are a row of the table with the argument column {@code
   * start, start + 1, …} and these value columns.
   *
   * @param label part of the names of the table's tensors
   */
  public void function(String label, long start, List<long[]> columns, List<Integer> keys) {
    TableContent content = new TableContent(label, start, columns.get(0).length, columns);
    lookup(new Lookup(table(content), keys));
  }

  /**
   * Asserts that for every cell the keys are a row of a table whose value columns are tensors,
   * weights too; its argument column counts their cells from {@code start} on.
   *
   * @param label part of the names of the table's tensors
   * @param values value columns, all of one shape, affine
   * @param keys the argument, then one for each value column
   */
  public void rows(String label, long start, List<Integer> values, List<Integer> keys) {
    List<Integer> shape = tensors.get(values.get(0)).shape();
    List<Integer> columns = new ArrayList<>();
    columns.add(add(new Tensor.Iota(unique(label), shape, start)));
    columns.addAll(values);
    int multiplicity =
        add(new Tensor.Witness(unique(label + ".multiplicity"), shape, 0, Limits.MAX_MULTIPLICITY));
    tables.add(new Table(columns, 1, multiplicity, false));
    lookup(new Lookup(tables.size() - 1, keys));
  }

  private void lookup(Lookup lookup) {
    lookups.add(lookup);
    lookupOwners.add(owner);
  }

  private int table(TableContent content) {
    Integer known = tableIndex.get(content);
    if (known != null) {
      return known;
    }
    String name = "table" + tables.size() + "." + content.label();
    String outerScope = scope;
    int outerOwner = owner;
    scope("", CircuitOwners.NONE);
    List<Integer> shape = List.of(content.rows());
    List<Integer> columns = new ArrayList<>();
    columns.add(add(new Tensor.Iota(unique(name), shape, content.start())));
    for (int i = 0; i < content.columns().size(); i++) {
      columns.add(constant(name + ".value" + i, shape, content.columns().get(i)));
    }
    int multiplicity =
        add(new Tensor.Witness(unique(name + ".multiplicity"), shape, 0, Limits.MAX_MULTIPLICITY));
    scope(outerScope, outerOwner);
    tables.add(new Table(columns, 1, multiplicity, false));
    tableIndex.put(content, tables.size() - 1);
    return tables.size() - 1;
  }

  private int add(Tensor tensor) {
    tensors.add(tensor);
    tensorOwners.add(owner);
    return tensors.size() - 1;
  }

  private String unique(String name) {
    String full = ScopedName.of(scope, name);
    String candidate = full;
    for (int i = 2; !names.add(candidate); i++) {
      candidate = full + "#" + i;
    }
    return candidate;
  }

  private static List<String> noAxisNames(List<Integer> shape) {
    return Collections.nCopies(shape.size(), "");
  }

  /**
   * The circuit.
   *
   * @param columnBits its width c, at least that of every INPUT and OUTPUT tensor
   */
  public EmittedCircuit build(
      int columnBits, boolean publicWeights, List<Port> inputs, List<Port> outputs) {
    Circuit circuit =
        new Circuit(
            Limits.SEMANTICS_VERSION,
            publicWeights,
            columnBits,
            tensors,
            tables,
            lookups,
            zeros,
            inputs,
            outputs);
    return new EmittedCircuit(
        SizedCircuit.of(circuit, columnBits),
        fills,
        new CircuitOwners(tensorOwners, lookupOwners, zeroOwners),
        circuitTensors);
  }
}
