package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Steps;

/**
 * Weights of the cells along one axis at places p, in cells, by their distance d = |p − cell|:
 *
 * <pre>
 * linear   max(0, 1 − d)
 * nearest  the same, of p rounded
 * cubic    ¾·t + 3/2·t² − 5/4·t³ − ¾·s²·(1 − s)   with t = max(0, 1 − d), s = 2 − d within 0 … 1
 * </pre>
 *
 * The cubic kernel is Keys' (1981) with a = −¾, of which s has the part beyond a distance of 1, and
 * t the one within: each of them is as steep as the kernel, so that no errors cancel.
 *
 * <p>Beyond the axis, places stay at its ends or are reflected, so that p is bounded. What the
 * cubic kernel reads of cells beyond the axis goes to the cells that stand for them, or is 0.
 *
 * @param length of the axis
 * @param aligned whether ±1 are the middles of the outermost cells, and not their outer edges
 */
record GridWeights(Steps steps, int length, boolean aligned, Mode mode, Padding padding) {
  /** Cells beyond an end of the axis that the cubic kernel may read. */
  private static final int BEYOND = 3;

  /** What is read between cells. */
  enum Mode {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /** What is read beyond the axis. */
  enum Padding {
    ZEROS,
    BORDER,
    REFLECTION
  }

  /** Along an axis of that length, as the node's attributes say. */
  static GridWeights of(Node node, Steps steps, int length) {
    String padding = node.text("padding_mode", "zeros");
    String mode = node.text("mode", node.opset() < 20 ? "bilinear" : "linear");
    return new GridWeights(
        steps,
        length,
        node.flag("align_corners", false),
        switch (mode) {
          case "bilinear", "linear" -> Mode.LINEAR;
          case "nearest" -> Mode.NEAREST;
          case "bicubic", "cubic" -> Mode.CUBIC;
          default -> throw new InvalidNodeException("mode '" + mode + "'");
        },
        switch (padding) {
          case "zeros" -> Padding.ZEROS;
          case "border" -> Padding.BORDER;
          case "reflection" -> Padding.REFLECTION;
          default -> throw new InvalidNodeException("padding_mode '" + padding + "'");
        });
  }

  /**
   * The weights of all cells.
   *
   * @param coordinates from −1 to 1 along the axis, [batch, places, 1]
   * @return [batch, places, cells]
   */
  String at(String coordinates) {
    String place = bounded(place(coordinates));
    if (mode != Mode.CUBIC) {
      String p = mode == Mode.NEAREST ? steps.add("nearest", "Round", place) : place;
      return below(distance(p, 0, length));
    }
    int before = padding == Padding.ZEROS ? 0 : BEYOND;
    String d = distance(place, before, length + 2 * before);
    String kernel = steps.add("kernel", "Add", outer(d), inner(below(d)));
    return before == 0 ? kernel : steps.add("cells", "MatMul", kernel, standIns(before));
  }

  /** −¾·s²·(1 − s), which is 0 within a distance of 1. */
  private String outer(String d) {
    String left = steps.add("left", "Sub", steps.number("reach", 2, d), d);
    String s =
        steps.add("outer", "Clip", left, steps.number("none", 0, d), steps.number("all", 1, d));
    String square = steps.add("square", "Mul", s, s);
    String rest = steps.add("rest", "Sub", steps.number("one", 1, d), s);
    return multiple(-0.75, steps.add("far", "Mul", square, rest));
  }

  /** ¾·t + 3/2·t² − 5/4·t³. */
  private String inner(String t) {
    String last = plus(multiple(-1.25, t), 1.5);
    String bracket = plus(steps.add("middle", "Mul", t, last), 0.75);
    return steps.add("near", "Mul", t, bracket);
  }

  private String multiple(double factor, String x) {
    return steps.add("multiple", "Mul", x, steps.number("factor", factor, x));
  }

  private String minus(String x, double number) {
    return steps.add("less", "Sub", x, steps.number("number", number, x));
  }

  private String plus(String x, double number) {
    return steps.add("more", "Add", x, steps.number("number", number, x));
  }

  /** Where a coordinate lies, in cells. */
  private String place(String coordinates) {
    double cells = aligned ? length - 1 : length;
    return plus(multiple(cells / 2, coordinates), (length - 1) / 2.0);
  }

  /** The place that stands for one beyond the axis. */
  private String bounded(String place) {
    String inside = padding == Padding.REFLECTION ? reflected(place) : place;
    double beyond =
        switch (padding) {
          case ZEROS -> mode == Mode.CUBIC ? 2 : 1;
          case BORDER -> mode == Mode.CUBIC ? 2 : 0;
          case REFLECTION -> mode == Mode.CUBIC && !aligned ? 0.5 : 0;
        };
    return steps.add(
        "bounded",
        "Clip",
        inside,
        steps.number("least", -beyond, inside),
        steps.number("most", length - 1 + beyond, inside));
  }

  /** low + min(u, 2·span − u) with u = |p − low| mod 2·span. */
  private String reflected(String place) {
    double low = aligned ? 0 : -0.5;
    double span = aligned ? length - 1 : length;
    if (span == 0) {
      return multiple(0, place);
    }
    String from = steps.add("from", "Abs", minus(place, low));
    String u =
        steps.add(
            "turn",
            "Mod",
            "fmod",
            new Attribute.Integer(1),
            from,
            steps.number("period", 2 * span, from));
    String back = steps.add("back", "Sub", steps.number("period", 2 * span, from), u);
    return plus(steps.add("reflected", "Min", u, back), low);
  }

  /** |p − cell| for cells from −{@code before} on. */
  private String distance(String place, int before, int count) {
    double[] cells = new double[count];
    for (int i = 0; i < count; i++) {
      cells[i] = (double) i - before;
    }
    DataType type = steps.expansion().info(place).type();
    String at = steps.known("cells", TensorData.ofDoubles(type, new int[] {1, 1, count}, cells));
    return steps.add("distance", "Abs", steps.add("apart", "Sub", place, at));
  }

  /** max(0, 1 − d). */
  private String below(String d) {
    String within = steps.add("within", "Sub", steps.number("one", 1, d), d);
    return steps.add("weight", "Relu", within);
  }

  /** 1 where a cell of the axis stands for a cell that the kernel reads. */
  private String standIns(int before) {
    int rows = length + 2 * before;
    double[] cells = new double[rows * length];
    for (int i = 0; i < rows; i++) {
      cells[i * length + standIn(i - before)] = 1;
    }
    DataType type = DataType.FLOAT;
    return steps.known("standIns", TensorData.ofDoubles(type, new int[] {rows, length}, cells));
  }

  private int standIn(int cell) {
    if (padding == Padding.BORDER || length == 1) {
      return Math.max(0, Math.min(length - 1, cell));
    }
    int period = aligned ? 2 * length - 2 : 2 * length;
    int turn = Math.floorMod(cell, period);
    return turn < length ? turn : (aligned ? period : period - 1) - turn;
  }
}
