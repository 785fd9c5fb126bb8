package dev.vouch.circuits.lowering;

import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds one contraction from summands written with labelled axes, as in {@code
 * einsum("oi,ni->no")}: finds the common refinement of the operands' axes, lays out weights ({@link
 * StoredAxes}) and numbers the box axes.
 */
public final class Einsum {
  private static final char NONE = 0;
  private static final int MAX_TENSOR_AXES = 8;
  private static final int MAX_BOX_AXES = 16;

  private final Lowering lowering;
  private final String name;
  private final String result;
  private final List<Product> products = new ArrayList<>();
  private final Map<Character, List<Integer>> factors = new LinkedHashMap<>();

  /**
   * One summand.
   *
   * @param part if not 0, the label whose axis is placed on the result's axis {@code whole}, {@code
   *     offset} cells from its start
   */
  private record Product(
      long coefficient, List<Operand> operands, char part, char whole, int offset) {}

  /**
   * An empty sum.
   *
   * @param name of the graph value it stands for
   * @param result labels of the result's axes
   */
  Einsum(Lowering lowering, String name, String result) {
    this.lowering = lowering;
    this.name = name;
    this.result = result;
  }

  /**
   * Adds coefficient · product of the operands; the scales of all summands must agree when the
   * coefficient is counted in.
   */
  Einsum add(long coefficient, Operand... operands) {
    products.add(new Product(coefficient, List.of(operands), NONE, NONE, 0));
    return this;
  }

  /** Gives a result axis a length that no operand has: the axis along which parts are placed. */
  Einsum length(char label, int length) {
    factors.put(label, List.of(length));
    return this;
  }

  /**
   * Adds coefficient · operand, its axis {@code part} lying {@code offset} cells from the start of
   * the result's axis {@code whole}.
   */
  Einsum place(long coefficient, Operand operand, char part, char whole, int offset) {
    products.add(new Product(coefficient, List.of(operand), part, whole, offset));
    return this;
  }

  /** Adds the contraction to the program. */
  Wire build(int scaleExponent) {
    List<Product> refined = refine();
    List<Integer> shape = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    for (char label : result.toCharArray()) {
      shape.addAll(factorsOf(label));
      groups.add(factorsOf(label).size());
    }
    if (shape.size() > MAX_TENSOR_AXES) {
      throw new UnsupportedNodeException(
          "the result needs "
              + shape.size()
              + " axes, at most "
              + MAX_TENSOR_AXES
              + " are possible");
    }
    List<Summand> summands = refined.stream().map(this::summand).toList();
    int tensor = lowering.program().contraction(name, shape, summands, scaleExponent);
    return new Wire(tensor, View.grouped(shape, groups), scaleExponent);
  }

  /** Factors of an axis; one that no operand has is of length 1. */
  private List<Integer> factorsOf(char label) {
    List<Integer> lengths = factors.getOrDefault(label, List.of());
    return lengths.isEmpty() ? List.of(1) : lengths;
  }

  /** Finds the factors of every label; operands that do not fit the others are rearranged first. */
  private List<Product> refine() {
    List<Product> refined = new ArrayList<>();
    for (Product product : products) {
      List<Operand> operands = new ArrayList<>();
      for (Operand operand : product.operands()) {
        operands.add(
            operand instanceof Operand.OfWire wire
                ? unify(wire)
                : unify((Operand.OfIntegers) operand));
      }
      refined.add(
          new Product(
              product.coefficient(), operands, product.part(), product.whole(), product.offset()));
    }
    return refined;
  }

  private Operand unify(Operand.OfIntegers operand) {
    for (int axis = 0; axis < operand.lengths().length; axis++) {
      unify(operand.labels().charAt(axis), List.of(operand.lengths()[axis]));
    }
    return operand;
  }

  private Operand unify(Operand.OfWire operand) {
    Map<Character, List<Integer>> before = new LinkedHashMap<>(factors);
    for (int axis = 0; axis < operand.wire().view().rank(); axis++) {
      if (!unify(operand.labels().charAt(axis), operand.wire().view().factors(axis))) {
        factors.clear();
        factors.putAll(before);
        Operand.OfWire flat =
            new Operand.OfWire(lowering.rearranged(operand.wire()), operand.labels());
        for (int flatAxis = 0; flatAxis < flat.wire().view().rank(); flatAxis++) {
          unify(flat.labels().charAt(flatAxis), flat.wire().view().factors(flatAxis));
        }
        return flat;
      }
    }
    return operand;
  }

  private boolean unify(char label, List<Integer> lengths) {
    Optional<List<Integer>> common =
        View.commonRefinement(factors.getOrDefault(label, lengths), lengths);
    common.ifPresent(refined -> factors.put(label, refined));
    return common.isPresent();
  }

  private Summand summand(Product product) {
    Map<Character, List<Integer>> boxAxes = new LinkedHashMap<>();
    List<Integer> box = new ArrayList<>();
    Set<Character> labels = new LinkedHashSet<>();
    result
        .chars()
        .filter(label -> label != product.whole())
        .forEach(label -> labels.add((char) label));
    product
        .operands()
        .forEach(operand -> operand.labels().chars().forEach(label -> labels.add((char) label)));
    for (char label : labels) {
      List<Integer> axes = new ArrayList<>();
      for (int length : factorsOf(label)) {
        axes.add(box.size());
        box.add(length);
      }
      boxAxes.put(label, axes);
    }
    if (box.size() > MAX_BOX_AXES) {
      throw new UnsupportedNodeException(
          "a product needs " + box.size() + " axes, at most " + MAX_BOX_AXES + " are possible");
    }
    List<IndexEntry> map = new ArrayList<>();
    for (char label : result.toCharArray()) {
      if (label == product.whole()) {
        int axis = boxAxes.getOrDefault(product.part(), List.of()).get(0);
        map.add(new IndexEntry(product.offset(), List.of(new IndexEntry.Part(axis, 1))));
      } else {
        boxAxes.getOrDefault(label, List.of()).forEach(axis -> map.add(IndexEntry.axis(axis)));
      }
    }
    List<Term.Operand> operands = new ArrayList<>();
    for (Operand operand : product.operands()) {
      Wire wire =
          operand instanceof Operand.OfWire given
              ? given.wire()
              : placed((Operand.OfIntegers) operand, product);
      View view = wire.view();
      List<List<Integer>> axes = new ArrayList<>();
      for (int axis = 0; axis < view.rank(); axis++) {
        char label = operand.labels().charAt(axis);
        view = view.refine(axis, factorsOf(label));
        axes.add(boxAxes.getOrDefault(label, List.of()));
      }
      operands.add(new Term.Operand(wire.tensor(), view.indexMap(axes)));
    }
    return new Summand(product.coefficient(), box, map, operands);
  }

  /**
   * Stores integers as (result axes, batch axes, contraction axes), each axis split as the
   * activations are; weights in the order of {@link AxisOrder}.
   */
  private Wire placed(Operand.OfIntegers operand, Product product) {
    String kept = keptLabels(operand, other(operand, product));
    String labels = kept + without(operand.labels(), kept);
    int[] permutation = labels.chars().map(label -> operand.labels().indexOf(label)).toArray();
    List<List<Integer>> factors = new ArrayList<>();
    labels.chars().forEach(label -> factors.add(factorsOf((char) label)));
    if (factors.stream().mapToInt(List::size).sum() > MAX_TENSOR_AXES) {
      factors.clear();
      Arrays.stream(permutation).forEach(axis -> factors.add(List.of(operand.lengths()[axis])));
    }
    List<Integer> split = factors.stream().flatMap(List::stream).toList();
    int keptAxes = factors.subList(0, kept.length()).stream().mapToInt(List::size).sum();
    int[] order =
        operand.weight()
            ? AxisOrder.cheapest(split, keptAxes)
            : IntStream.range(0, split.size()).toArray();
    StoredAxes axes = new StoredAxes(permutation, factors, order);
    int tensor = lowering.stored(operand, axes.shape(), axes.cells(operand.lengths()));
    return new Wire(tensor, axes.view(), operand.scaleExponent());
  }

  private static @Nullable Operand other(Operand operand, Product product) {
    if (product.operands().size() < 2) {
      return null;
    }
    return product.operands().get(product.operands().get(0) == operand ? 1 : 0);
  }

  /** Labels of the result: those of this operand alone, then those of the other one too. */
  private String keptLabels(Operand operand, @Nullable Operand other) {
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

  private static String without(String labels, String removed) {
    StringBuilder rest = new StringBuilder();
    for (char label : labels.toCharArray()) {
      if (removed.indexOf(label) < 0) {
        rest.append(label);
      }
    }
    return rest.toString();
  }
}
