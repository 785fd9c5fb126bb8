package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.view.View;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A contraction of operands whose labelled axes fit each other: numbers the box axes of each
 * summand and writes the index maps.
 *
 * @param name of the graph value it stands for
 * @param result labels of the result's axes
 * @param axes of all labels
 */
record LabelledSum(String name, String result, LabelledAxes axes) {
  static final int MAX_TENSOR_AXES = 8;
  private static final int MAX_BOX_AXES = 16;

  /**
   * One summand: coefficient · product of the operands, all over the same box.
   *
   * @param placed the axes of the result of which it is only a part
   */
  record Product(long coefficient, List<Operand.OfWire> operands, List<Placement> placed) {
    /** Where it lies along an axis of the result; empty if it fills the axis. */
    Optional<Placement> along(int label) {
      return placed.stream().filter(placement -> placement.whole() == label).findFirst();
    }
  }

  /**
   * coefficient · value as a tensor of its own, whose axes are the factors of the wire's view;
   * costs no commitment.
   */
  static Wire multiple(ProgramBuilder program, long coefficient, Wire wire, int scaleExponent) {
    String labels = Labels.of(wire.view().rank());
    LabelledAxes axes = new LabelledAxes();
    axes.refine(labels, wire.view());
    LabelledSum sum = new LabelledSum(program.tensor(wire.tensor()).name(), labels, axes);
    List<Operand.OfWire> operand = List.of(new Operand.OfWire(wire, labels));
    Product product = new Product(coefficient, operand, List.of());
    return sum.addTo(program, List.of(product), scaleExponent, Interval.ALL);
  }

  /** Factors of the result's axes, for each axis a list. */
  private List<List<Integer>> resultFactors() {
    return result.chars().mapToObj(label -> axes.factors((char) label)).toList();
  }

  /**
   * Refuses results that no tensor can hold.
   *
   * @throws UnsupportedNodeException if the result has too many axes
   */
  void requireTensor() {
    int count = resultFactors().stream().mapToInt(List::size).sum();
    if (count > MAX_TENSOR_AXES) {
      throw new UnsupportedNodeException(
          "the result needs " + count + " axes, at most " + MAX_TENSOR_AXES + " are possible");
    }
  }

  /**
   * Adds the contraction to the program.
   *
   * @param within holds every value of the result
   */
  Wire addTo(ProgramBuilder program, List<Product> products, int scaleExponent, Interval within) {
    requireTensor();
    List<Integer> shape = resultFactors().stream().flatMap(List::stream).toList();
    List<Integer> groups = resultFactors().stream().map(List::size).toList();
    List<Summand> summands = products.stream().map(this::summand).toList();
    int tensor = program.contraction(name, shape, summands, scaleExponent, within);
    return new Wire(tensor, View.grouped(shape, groups), scaleExponent);
  }

  private Summand summand(Product product) {
    Box box = new Box(axes);
    result
        .chars()
        .filter(label -> product.along(label).isEmpty())
        .forEach(label -> box.add((char) label));
    product
        .operands()
        .forEach(operand -> operand.labels().chars().forEach(label -> box.add((char) label)));
    if (box.lengths.size() > MAX_BOX_AXES) {
      throw new UnsupportedNodeException(
          "a product needs "
              + box.lengths.size()
              + " axes, at most "
              + MAX_BOX_AXES
              + " are possible");
    }
    List<Term.Operand> operands =
        product.operands().stream()
            .map(operand -> new Term.Operand(operand.wire().tensor(), operandMap(operand, box)))
            .toList();
    return new Summand(product.coefficient(), box.lengths, resultMap(product, box), operands);
  }

  private List<IndexEntry> resultMap(Product product, Box box) {
    List<IndexEntry> map = new ArrayList<>();
    for (char label : result.toCharArray()) {
      Optional<Placement> placed = product.along(label);
      if (placed.isPresent()) {
        int axis = box.axes(placed.get().part()).get(0);
        IndexEntry.Part part = new IndexEntry.Part(axis, placed.get().step());
        map.add(new IndexEntry(placed.get().offset(), List.of(part)));
      } else {
        box.axes(label).forEach(axis -> map.add(IndexEntry.axis(axis)));
      }
    }
    return map;
  }

  private List<IndexEntry> operandMap(Operand.OfWire operand, Box box) {
    View view = operand.wire().view();
    List<List<Integer>> boxAxes = new ArrayList<>();
    for (int axis = 0; axis < view.rank(); axis++) {
      char label = operand.labels().charAt(axis);
      view = view.refine(axis, axes.factors(label));
      boxAxes.add(box.axes(label));
    }
    return view.indexMap(boxAxes);
  }

  /** The axes over which one product is summed, numbered in the order in which they are added. */
  private static final class Box {
    private final LabelledAxes axes;
    private final Map<Character, List<Integer>> numbers = new LinkedHashMap<>();
    private final List<Integer> lengths = new ArrayList<>();

    Box(LabelledAxes axes) {
      this.axes = axes;
    }

    void add(char label) {
      if (numbers.containsKey(label)) {
        return;
      }
      List<Integer> added = new ArrayList<>();
      for (int length : axes.factors(label)) {
        added.add(lengths.size());
        lengths.add(length);
      }
      numbers.put(label, added);
    }

    /** Numbers of the box axes of a label. */
    List<Integer> axes(char label) {
      return numbers.getOrDefault(label, List.of());
    }
  }
}
