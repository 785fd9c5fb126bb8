package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;

/**
 * Loop: its body once for each iteration. How many there are follows from the count and from the
 * conditions, which must be known: the first one, and those that each iteration gives.
 */
final class Loop implements Expanded {
  private static final int FIRST_CARRIED = 2;

  @Override
  public String type() {
    return "Loop";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Attribute.Subgraph body = node.required("body", node::subgraph);
    int carriedCount = Math.max(node.inputs().size() - FIRST_CARRIED, 0);
    int stackedCount = body.body().outputs().size() - 1 - carriedCount;
    if (body.body().inputs().size() != FIRST_CARRIED + carriedCount
        || stackedCount < 0
        || node.outputs().size() > carriedCount + stackedCount) {
      throw new InvalidNodeException("its body does not fit its inputs and outputs");
    }
    long count =
        node.hasInput(0)
            ? Known.number(node.requiredInput(0), "number of iterations", expansion)
            : Long.MAX_VALUE;
    boolean conditional = node.hasInput(1);
    boolean goesOn = !conditional || Known.flag(node.requiredInput(1), "condition", expansion);
    List<String> carried =
        node.inputs().subList(Math.min(2, node.inputs().size()), node.inputs().size());
    List<List<String>> stacked = new ArrayList<>();
    for (int i = 0; i < stackedCount; i++) {
      stacked.add(new ArrayList<>());
    }
    for (long i = 0; i < count && goesOn; i++) {
      List<String> inputs = new ArrayList<>();
      inputs.add(expansion.add(i + "/iteration", scalar(DataType.INT64, i)));
      inputs.add(expansion.add(i + "/condition", scalar(DataType.BOOL, 1)));
      inputs.addAll(carried);
      List<String> outputs = expansion.add(String.valueOf(i), body.body(), body.scope(), inputs);
      if (expansion.failed()) {
        return;
      }
      goesOn =
          !conditional || Known.flag(outputs.get(0), "condition after iteration " + i, expansion);
      carried = outputs.subList(1, 1 + carriedCount);
      for (int k = 0; k < stackedCount; k++) {
        stacked.get(k).add(outputs.get(1 + carriedCount + k));
      }
    }
    for (int i = 0; i < carriedCount; i++) {
      expansion.output(i, carried.get(i));
    }
    for (int k = 0; k < stackedCount; k++) {
      if (node.hasOutput(carriedCount + k)) {
        expansion.output(carriedCount + k, Stack.of("stacked", stacked.get(k), 0, expansion));
      }
    }
  }

  private static TensorData scalar(DataType type, long value) {
    return TensorData.ofLongs(type, new int[0], value);
  }
}
