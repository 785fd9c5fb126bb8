package dev.vouch.verifier.tampering;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A circuit with one field changed. What comes out may be one that the validator refuses. */
enum OtherCircuits {
  TENSOR_NAME {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      String name = tensor.name() + (char) ('a' + random.nextInt(26));
      if (tensor instanceof Tensor.Const t) {
        return new Tensor.Const(name, t.shape(), t.values());
      } else if (tensor instanceof Tensor.Iota t) {
        return new Tensor.Iota(name, t.shape(), t.start());
      } else if (tensor instanceof Tensor.Public t) {
        return new Tensor.Public(name, t.shape(), t.lo(), t.hi(), t.scaleExponent());
      } else if (tensor instanceof Tensor.Committed t) {
        return committed(t, name, t.lo(), t.hi(), t.scaleExponent(), t.axisNames());
      } else if (tensor instanceof Tensor.Witness t) {
        return new Tensor.Witness(name, t.shape(), t.lo(), t.hi());
      }
      return new Tensor.Derived(name, tensor.shape(), ((Tensor.Derived) tensor).terms());
    }
  },
  DECLARED_RANGE {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      long more = 1L + random.nextInt(4);
      if (tensor instanceof Tensor.Public t) {
        return new Tensor.Public(t.name(), t.shape(), t.lo(), t.hi() + more, t.scaleExponent());
      } else if (tensor instanceof Tensor.Committed t) {
        return committed(t, t.name(), t.lo(), t.hi() + more, t.scaleExponent(), t.axisNames());
      } else if (tensor instanceof Tensor.Witness t) {
        return new Tensor.Witness(t.name(), t.shape(), t.lo() - more, t.hi());
      }
      return tensor;
    }
  },
  SCALE_EXPONENT {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      int step = random.nextBoolean() ? 1 : -1;
      if (tensor instanceof Tensor.Public t) {
        return new Tensor.Public(t.name(), t.shape(), t.lo(), t.hi(), t.scaleExponent() + step);
      } else if (tensor instanceof Tensor.Committed t) {
        int scale = t.scaleExponent() + step;
        return committed(t, t.name(), t.lo(), t.hi(), scale, t.axisNames());
      }
      return tensor;
    }
  },
  AXIS_NAME {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      if (!(tensor instanceof Tensor.Committed t) || t.axisNames().isEmpty()) {
        return tensor;
      }
      List<String> names = new ArrayList<>(t.axisNames());
      names.set(random.nextInt(names.size()), "axis" + random.nextInt(100));
      return committed(t, t.name(), t.lo(), t.hi(), t.scaleExponent(), names);
    }
  },
  CONSTANT {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      int step = random.nextBoolean() ? 1 : -1;
      if (tensor instanceof Tensor.Const t) {
        long[] values = t.values().clone();
        values[random.nextInt(values.length)] += step;
        return new Tensor.Const(t.name(), t.shape(), values);
      } else if (tensor instanceof Tensor.Iota t) {
        return new Tensor.Iota(t.name(), t.shape(), t.start() + step);
      }
      return tensor;
    }
  },
  COEFFICIENT {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      if (!(tensor instanceof Tensor.Derived t) || t.terms().isEmpty()) {
        return tensor;
      }
      List<Term> terms = new ArrayList<>(t.terms());
      int at = random.nextInt(terms.size());
      Scalar now = terms.get(at).coefficient();
      Scalar other =
          switch (random.nextInt(3)) {
            case 0 -> now.negate();
            case 1 -> now.plus(Scalar.ONE);
            default -> now.plus(now);
          };
      terms.set(
          at,
          terms.get(at) instanceof Term.Box box
              ? new Term.Box(other, box.box(), box.result(), box.operands())
              : withCoefficient((Term.Index) terms.get(at), other));
      return new Tensor.Derived(t.name(), t.shape(), terms);
    }
  },
  INDEX_MAP {
    @Override
    Tensor changed(Tensor tensor, Random random) {
      if (!(tensor instanceof Tensor.Derived t) || t.terms().isEmpty()) {
        return tensor;
      }
      List<Term> terms = new ArrayList<>(t.terms());
      int at = random.nextInt(terms.size());
      if (terms.get(at) instanceof Term.Box box && !box.operands().isEmpty()) {
        List<Term.Operand> operands = new ArrayList<>(box.operands());
        int which = random.nextInt(operands.size());
        List<IndexEntry> map = new ArrayList<>(operands.get(which).map());
        if (!map.isEmpty()) {
          int axis = random.nextInt(map.size());
          long offset = map.get(axis).offset() + (random.nextBoolean() ? 1 : -1);
          map.set(axis, new IndexEntry(offset, map.get(axis).parts()));
          operands.set(which, new Term.Operand(operands.get(which).tensor(), map));
          terms.set(at, new Term.Box(box.coefficient(), box.box(), box.result(), operands));
        }
      }
      return new Tensor.Derived(t.name(), t.shape(), terms);
    }
  },
  WEIGHT_VISIBILITY {
    @Override
    Circuit of(Circuit circuit, Random random) {
      return new Circuit(
          circuit.semanticsVersion(),
          !circuit.publicWeights(),
          circuit.c(),
          circuit.tensors(),
          circuit.tables(),
          circuit.lookups(),
          circuit.zeros(),
          circuit.inputs(),
          circuit.outputs());
    }
  },
  WIDTH {
    @Override
    Circuit of(Circuit circuit, Random random) {
      return new Circuit(
          circuit.semanticsVersion(),
          circuit.publicWeights(),
          circuit.c() + (random.nextBoolean() ? 1 : -1),
          circuit.tensors(),
          circuit.tables(),
          circuit.lookups(),
          circuit.zeros(),
          circuit.inputs(),
          circuit.outputs());
    }
  },
  PORT_NAME {
    @Override
    Port changed(Port port, Random random) {
      String name = port.name() + random.nextInt(10);
      return new Port(name, port.type(), port.shape(), port.tensor(), port.slices());
    }
  },
  PORT_TYPE {
    @Override
    Port changed(Port port, Random random) {
      ValueType[] types = ValueType.values();
      ValueType type = types[random.nextInt(types.length)];
      SliceScales slices = type == ValueType.REAL ? port.slices() : null;
      return new Port(port.name(), type, port.shape(), port.tensor(), slices);
    }
  },
  /** In the tree or outside, or with another number of arguments. */
  TABLE {
    @Override
    Circuit of(Circuit circuit, Random random) {
      List<Table> tables = new ArrayList<>(circuit.tables());
      if (!tables.isEmpty()) {
        int at = random.nextInt(tables.size());
        Table table = tables.get(at);
        int arguments = 1 + random.nextInt(table.columns().size());
        tables.set(
            at,
            arguments == table.arguments()
                ? table.withDirect(!table.direct())
                : new Table(table.columns(), arguments, table.multiplicity(), table.direct()));
      }
      return circuit.withTables(tables);
    }
  },
  ASSERTIONS {
    /** One less, or in another order. */
    @Override
    Circuit of(Circuit circuit, Random random) {
      List<Lookup> lookups = new ArrayList<>(circuit.lookups());
      List<Integer> zeros = new ArrayList<>(circuit.zeros());
      if (random.nextBoolean()) {
        Collections.shuffle(lookups, random);
        Collections.shuffle(zeros, random);
      } else {
        List<?> shorter = lookups.isEmpty() || random.nextBoolean() ? zeros : lookups;
        if (!shorter.isEmpty()) {
          shorter.remove(random.nextInt(shorter.size()));
        }
      }
      return new Circuit(
          circuit.semanticsVersion(),
          circuit.publicWeights(),
          circuit.c(),
          circuit.tensors(),
          circuit.tables(),
          lookups,
          zeros,
          circuit.inputs(),
          circuit.outputs());
    }
  };

  /** The changed circuit; the same if this one has no such field where it was looked for. */
  Circuit of(Circuit circuit, Random random) {
    List<Tensor> tensors = new ArrayList<>(circuit.tensors());
    int at = random.nextInt(tensors.size());
    tensors.set(at, changed(tensors.get(at), random));
    List<Port> inputs = new ArrayList<>(circuit.inputs());
    List<Port> outputs = new ArrayList<>(circuit.outputs());
    List<Port> ports = outputs.isEmpty() || random.nextBoolean() ? inputs : outputs;
    if (!ports.isEmpty()) {
      int which = random.nextInt(ports.size());
      ports.set(which, changed(ports.get(which), random));
    }
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        circuit.c(),
        tensors,
        circuit.tables(),
        circuit.lookups(),
        circuit.zeros(),
        inputs,
        outputs);
  }

  /** The circuit with other tensors. */
  static Circuit with(Circuit circuit, List<Tensor> tensors) {
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        circuit.c(),
        tensors,
        circuit.tables(),
        circuit.lookups(),
        circuit.zeros(),
        circuit.inputs(),
        circuit.outputs());
  }

  Tensor changed(Tensor tensor, Random random) {
    return tensor;
  }

  Port changed(Port port, Random random) {
    return port;
  }

  private static Tensor committed(
      Tensor.Committed t, String name, long lo, long hi, int scale, List<String> axisNames) {
    return new Tensor.Committed(
        name, t.shape(), t.kind(), lo, hi, scale, t.columnBits(), axisNames);
  }

  private static Term withCoefficient(Term.Index index, Scalar other) {
    return new Term.Index(other, index.tensor(), index.resultCells(), index.operandCells());
  }
}
