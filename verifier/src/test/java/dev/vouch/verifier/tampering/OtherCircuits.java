package dev.vouch.verifier.tampering;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
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
  PORT_NAME {
    @Override
    Circuit of(Circuit circuit, Random random) {
      List<Port> outputs = new ArrayList<>(circuit.outputs());
      if (outputs.isEmpty()) {
        return circuit;
      }
      int at = random.nextInt(outputs.size());
      Port port = outputs.get(at);
      String name = port.name() + random.nextInt(10);
      outputs.set(at, new Port(name, port.type(), port.shape(), port.tensor(), port.slices()));
      return new Circuit(
          circuit.semanticsVersion(),
          circuit.publicWeights(),
          circuit.c(),
          circuit.tensors(),
          circuit.tables(),
          circuit.lookups(),
          circuit.zeros(),
          circuit.inputs(),
          outputs);
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
    return with(circuit, tensors);
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

  private static Tensor committed(
      Tensor.Committed t, String name, long lo, long hi, int scale, List<String> axisNames) {
    return new Tensor.Committed(
        name, t.shape(), t.kind(), lo, hi, scale, t.columnBits(), axisNames);
  }

  private static Term withCoefficient(Term.Index index, Scalar other) {
    return new Term.Index(other, index.tensor(), index.resultCells(), index.operandCells());
  }
}
