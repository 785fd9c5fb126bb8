package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.tree.MonotoneFunction;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a column of a table comes from: which column of which value it is, or which monotone
 * function of a column of an input. Functions are those that pipelines prepare features with: sums
 * and products with constants, in the arithmetic of their type, and numbers in place of NaN.
 */
final class ColumnOrigins {
  private final Graph graph;

  ColumnOrigins(Graph graph) {
    this.graph = graph;
  }

  /** A column of a value of shape [rows, columns], and what the one sought is of it. */
  record Origin(String value, int column, MonotoneFunction function) {
    Origin moved(String other, int otherColumn) {
      return new Origin(other, otherColumn, function);
    }

    Origin through(DoubleUnaryOperator step, boolean rising, String other) {
      return new Origin(other, column, function.after(new MonotoneFunction(step, rising)));
    }
  }

  /** The origin of a column: of an input where there is one, else as far as cells only moved. */
  Origin of(String value, int column) {
    Origin wired = new Origin(value, column, MonotoneFunction.IDENTITY);
    Origin at = wired;
    while (true) {
      Optional<Origin> before = moved(at);
      if (before.isPresent()) {
        wired = at.value().equals(wired.value()) ? before.get() : wired;
        at = before.get();
        continue;
      }
      Optional<Origin> argument = argument(at);
      if (argument.isEmpty()) {
        return isTable(at) ? at : wired;
      }
      at = argument.get();
    }
  }

  /** Whether the value is an input, or integers of one: then its numbers are known exactly. */
  private boolean isTable(Origin at) {
    Node producer = graph.producer(at.value());
    if (producer == null) {
      DataType type = graph.info(at.value()).type();
      return type == DataType.FLOAT || type == DataType.DOUBLE;
    }
    return producer.type().equals("Cast")
        && !graph.info(producer.inputs().get(0)).type().isFloating();
  }

  private Optional<Origin> moved(Origin at) {
    Node node = graph.producer(at.value());
    if (node == null || !node.domain().isEmpty()) {
      return Optional.empty();
    }
    switch (node.type()) {
      case "Concat" -> {
        if (isColumns(node.integer("axis", 0))) {
          int column = at.column();
          for (String part : node.inputs()) {
            int width = graph.info(part).shape()[1];
            if (column < width) {
              return graph.constant(part) == null
                  ? Optional.of(at.moved(part, column))
                  : Optional.empty();
            }
            column -= width;
          }
        }
      }
      case "Gather" -> {
        String data = node.inputs().get(0);
        TensorData indices = graph.constant(node.inputs().get(1));
        if (indices != null && isColumns(node.integer("axis", 0)) && isRows(data)) {
          int width = graph.info(data).shape()[1];
          return Optional.of(
              at.moved(data, Math.floorMod((int) indices.longs()[at.column()], width)));
        }
      }
      case "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> {
        String data = node.inputs().get(0);
        if (graph.constant(data) == null && sameShape(data, at.value())) {
          return Optional.of(at.moved(data, at.column()));
        }
      }
      default -> {}
    }
    return Optional.empty();
  }

  private static boolean isColumns(long axis) {
    return axis == 1 || axis == -1;
  }

  private boolean isRows(String value) {
    return graph.constant(value) == null && graph.info(value).rank() == 2;
  }

  private boolean sameShape(String one, String other) {
    return Arrays.equals(graph.info(one).shape(), graph.info(other).shape());
  }

  private Optional<Origin> argument(Origin at) {
    Node node = graph.producer(at.value());
    if (node == null || !node.domain().isEmpty()) {
      return Optional.empty();
    }
    ValueInfo result = graph.info(at.value());
    return switch (node.type()) {
      case "Cast" -> cast(at, node, result.type());
      case "Add", "Sub", "Mul", "Div" -> arithmetic(at, node, result.type());
      case "Where" -> imputed(at, node);
      default -> Optional.empty();
    };
  }

  private Optional<Origin> cast(Origin at, Node node, DataType type) {
    String x = node.inputs().get(0);
    return graph.info(x).type().isFloating() && type.isFloating()
        ? Optional.of(at.through(type::round, true, x))
        : Optional.empty();
  }

  private Optional<Origin> arithmetic(Origin at, Node node, DataType type) {
    boolean constantFirst = graph.constant(node.inputs().get(0)) != null;
    String x = node.inputs().get(constantFirst ? 1 : 0);
    Double constant = constant(node.inputs().get(constantFirst ? 0 : 1), at.column());
    if (constant == null || !sameShape(x, at.value())) {
      return Optional.empty();
    }
    double c = constant;
    boolean product = node.type().equals("Mul") || node.type().equals("Div");
    boolean monotone = !product || (c != 0 && !(constantFirst && node.type().equals("Div")));
    if (!Double.isFinite(c) || !monotone) {
      return Optional.empty();
    }
    return Optional.of(
        switch (node.type()) {
          case "Add" -> at.through(v -> type.round(v + c), true, x);
          case "Sub" ->
              constantFirst
                  ? at.through(v -> type.round(c - v), false, x)
                  : at.through(v -> type.round(v - c), true, x);
          case "Mul" -> at.through(v -> type.round(v * c), c > 0, x);
          default -> at.through(v -> type.round(v / c), c > 0, x);
        });
  }

  /** A number where x is NaN, else x. */
  private Optional<Origin> imputed(Origin at, Node node) {
    Node condition = graph.producer(node.inputs().get(0));
    Double number = constant(node.inputs().get(1), at.column());
    String x = node.inputs().get(2);
    boolean missing =
        condition != null
            && condition.type().equals("IsNaN")
            && condition.inputs().get(0).equals(x);
    if (!missing || number == null || !sameShape(x, at.value())) {
      return Optional.empty();
    }
    double c = number;
    return Optional.of(at.through(v -> Double.isNaN(v) ? c : v, true, x));
  }

  /** The number that a constant holds for all rows of a column, or null if it is none. */
  private @Nullable Double constant(String value, int column) {
    TensorData constant = graph.constant(value);
    if (constant == null || !constant.isFloating() || constant.rank() > 2) {
      return null;
    }
    int[] shape = constant.shape();
    int width = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (constant.size() != width || (width != 1 && column >= width)) {
      return null;
    }
    return constant.doubleAt(width == 1 ? 0 : column);
  }
}
