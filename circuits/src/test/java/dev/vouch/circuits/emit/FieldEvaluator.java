package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plain meaning of a circuit, over F and slowly: evaluates every tensor and checks every
 * assertion by its definition (protocol.md §2). Knows nothing of primitives. Takes what no integer
 * witness can hold: fractions that a division in F could hide.
 */
public final class FieldEvaluator {
  /** |F|, the order of Pallas. */
  public static final BigInteger ORDER =
      new BigInteger("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001", 16);

  private final Circuit circuit;
  private final Set<Integer> multiplicities = new HashSet<>();
  private final Map<Integer, Set<List<BigInteger>>> constantRows = new HashMap<>();

  public FieldEvaluator(Circuit circuit) {
    this.circuit = circuit;
    circuit.tables().forEach(table -> multiplicities.add(table.multiplicity()));
  }

  /** Source values by tensor index; multiplicity tensors are left out. */
  public Map<Integer, BigInteger[]> sources(long[] witnessValues, List<long[]> modelValues) {
    Map<Integer, BigInteger[]> values = new HashMap<>();
    int at = 0;
    int model = 0;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      int size = Math.toIntExact(tensor.size());
      if (tensor.kind() == TensorKind.MODEL) {
        values.put(i, field(modelValues.get(model++)));
      } else if ((tensor.kind().committed() || tensor.kind() == TensorKind.PUBLIC)
          && !multiplicities.contains(i)) {
        values.put(i, field(Arrays.copyOfRange(witnessValues, at, at + size)));
        at += size;
      }
    }
    if (at != witnessValues.length || model != modelValues.size()) {
      throw new AssertionError(
          "the circuit takes " + at + " witness values and " + model + " weight tensors");
    }
    return values;
  }

  /** Where each tensor begins in the witness values. */
  public Map<Integer, Integer> starts() {
    Map<Integer, Integer> starts = new HashMap<>();
    int at = 0;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      boolean given = tensor.kind().committed() || tensor.kind() == TensorKind.PUBLIC;
      if (given && tensor.kind() != TensorKind.MODEL && !multiplicities.contains(i)) {
        starts.put(i, at);
        at += Math.toIntExact(tensor.size());
      }
    }
    return starts;
  }

  private static BigInteger[] field(long[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> BigInteger.valueOf(value).mod(ORDER))
        .toArray(BigInteger[]::new);
  }

  /** All tensors but multiplicities, from the sources that a prover or the statement gives. */
  public Map<Integer, BigInteger[]> values(Map<Integer, BigInteger[]> sources) {
    Map<Integer, BigInteger[]> values = new HashMap<>(sources);
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor instanceof Tensor.Const constant) {
        values.put(i, field(constant.values()));
      } else if (tensor instanceof Tensor.Iota iota) {
        BigInteger[] cells = new BigInteger[Math.toIntExact(tensor.size())];
        Arrays.setAll(cells, cell -> BigInteger.valueOf(iota.start() + cell).mod(ORDER));
        values.put(i, cells);
      } else if (tensor instanceof Tensor.Derived derived) {
        values.put(i, derive(derived, values));
      }
    }
    return values;
  }

  /**
   * Evaluates derived tensors; violated assertions and ranges of public values are described, at
   * most {@code most} of them.
   */
  public List<String> violations(Map<Integer, BigInteger[]> sources, int most) {
    Map<Integer, BigInteger[]> values = values(sources);
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Public shown) {
        requirePublicRange(shown, values.get(i), violations);
      }
    }
    for (int zero : circuit.zeros()) {
      BigInteger[] cells = values.get(zero);
      for (int cell = 0; cell < cells.length && violations.size() < most; cell++) {
        if (cells[cell].signum() != 0) {
          violations.add(
              "zero '"
                  + circuit.tensors().get(zero).name()
                  + "' cell "
                  + cell
                  + " is "
                  + signed(cells[cell]));
        }
      }
    }
    for (Lookup lookup : circuit.lookups()) {
      check(lookup, values, violations, most);
    }
    return violations;
  }

  private static void requirePublicRange(
      Tensor.Public tensor, BigInteger[] cells, List<String> violations) {
    for (int cell = 0; cell < cells.length; cell++) {
      BigInteger value = signed(cells[cell]);
      if (value.compareTo(BigInteger.valueOf(tensor.lo())) < 0
          || value.compareTo(BigInteger.valueOf(tensor.hi())) > 0) {
        violations.add("public '" + tensor.name() + "' cell " + cell + " is " + value);
      }
    }
  }

  private void check(
      Lookup lookup, Map<Integer, BigInteger[]> values, List<String> violations, int most) {
    Table table = circuit.tables().get(lookup.table());
    boolean constant =
        table.columns().stream()
            .allMatch(column -> circuit.tensors().get(column).kind().constant());
    Set<List<BigInteger>> rows =
        constant
            ? constantRows.computeIfAbsent(lookup.table(), index -> rows(table, values))
            : rows(table, values);
    List<BigInteger[]> keys = lookup.keys().stream().map(values::get).toList();
    for (int cell = 0; cell < keys.get(0).length && violations.size() < most; cell++) {
      int at = cell;
      List<BigInteger> tuple = keys.stream().map(key -> key[at]).toList();
      if (!rows.contains(tuple)) {
        violations.add(
            "lookup of '"
                + circuit.tensors().get(lookup.keys().get(0)).name()
                + "' cell "
                + cell
                + ": "
                + tuple.stream().map(FieldEvaluator::signed).toList()
                + " is not in its table");
      }
    }
  }

  private static Set<List<BigInteger>> rows(Table table, Map<Integer, BigInteger[]> values) {
    List<BigInteger[]> columns = table.columns().stream().map(values::get).toList();
    Set<List<BigInteger>> rows = new HashSet<>();
    for (int row = 0; row < columns.get(0).length; row++) {
      int at = row;
      rows.add(columns.stream().map(column -> column[at]).toList());
    }
    return rows;
  }

  private static BigInteger signed(BigInteger value) {
    return value.compareTo(ORDER.shiftRight(1)) > 0 ? value.subtract(ORDER) : value;
  }

  private BigInteger[] derive(Tensor.Derived tensor, Map<Integer, BigInteger[]> values) {
    BigInteger[] result = new BigInteger[Math.toIntExact(tensor.size())];
    Arrays.fill(result, BigInteger.ZERO);
    for (Term term : tensor.terms()) {
      if (term instanceof Term.Index index) {
        for (int i = 0; i < index.resultCells().length; i++) {
          BigInteger operand = values.get(index.tensor())[(int) index.operandCells()[i]];
          add(result, (int) index.resultCells()[i], operand.multiply(integer(index.coefficient())));
        }
      } else {
        addBox((Term.Box) term, tensor.shape(), result, values);
      }
    }
    for (int cell = 0; cell < result.length; cell++) {
      result[cell] = result[cell].mod(ORDER);
    }
    return result;
  }

  private void addBox(
      Term.Box term, List<Integer> shape, BigInteger[] result, Map<Integer, BigInteger[]> values) {
    BigInteger coefficient = signed(integer(term.coefficient()));
    int[] at = new int[term.box().size()];
    do {
      BigInteger product = coefficient;
      for (Term.Operand operand : term.operands()) {
        int cell = cell(operand.map(), circuit.tensors().get(operand.tensor()).shape(), at);
        product = cell < 0 ? BigInteger.ZERO : product.multiply(values.get(operand.tensor())[cell]);
      }
      add(result, cell(term.result(), shape, at), product);
    } while (advance(at, term.box()));
  }

  private static void add(BigInteger[] result, int cell, BigInteger value) {
    result[cell] = result[cell].add(value);
  }

  /** The next position of a box, the last axis running fastest; false, and 0 again, at its end. */
  public static boolean advance(int[] at, List<Integer> box) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      if (++at[axis] < box.get(axis)) {
        return true;
      }
      at[axis] = 0;
    }
    return false;
  }

  /** The row-major cell that an index map reads at a position of its box; −1 outside the shape. */
  public static int cell(List<IndexEntry> map, List<Integer> shape, int[] at) {
    long cell = 0;
    for (int axis = 0; axis < shape.size(); axis++) {
      long index = map.get(axis).offset();
      for (IndexEntry.Part part : map.get(axis).parts()) {
        index += part.coefficient() * at[part.boxAxis()];
      }
      if (index < 0 || index >= shape.get(axis)) {
        return -1;
      }
      cell = cell * shape.get(axis) + index;
    }
    return (int) cell;
  }

  private static BigInteger integer(Scalar scalar) {
    byte[] littleEndian = scalar.toBytes();
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
