package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Scan: its body once for each entry of the scanned inputs. Before opset 9 all inputs and outputs
 * have a batch as their first axis, each entry of which is scanned for itself.
 */
final class Scan implements Expanded {
  private static final int FIRST_WITHOUT_BATCH = 9;

  @Override
  public String type() {
    return "Scan";
  }

  @Override
  public int sinceOpset() {
    return 8;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Form form = Form.of(node);
    if (node.opset() >= FIRST_WITHOUT_BATCH) {
      List<String> outputs = form.scan(node.inputs(), new Steps("", expansion));
      for (int i = 0; i < outputs.size(); i++) {
        expansion.output(i, outputs.get(i));
      }
      return;
    }
    if (node.hasInput(0)) {
      throw new UnsupportedNodeException(
          "lengths of the sequences are not supported; export with opset 9 or later");
    }
    List<String> inputs = node.inputs().subList(1, node.inputs().size());
    int batch = length(inputs.get(0), 0, expansion);
    List<List<String>> entries = new ArrayList<>();
    for (int entry = 0; entry < batch && !expansion.failed(); entry++) {
      Steps steps = new Steps(String.valueOf(entry), expansion);
      List<String> own = new ArrayList<>();
      for (String input : inputs) {
        own.add(steps.entry("entry", input, 0, entry));
      }
      entries.add(form.scan(own, steps));
    }
    for (int i = 0; i < node.outputs().size() && !expansion.failed(); i++) {
      int output = i;
      List<String> values = entries.stream().map(entry -> entry.get(output)).toList();
      expansion.output(i, Stack.of("batch", values, 0, expansion));
    }
  }

  private static int length(String value, int axis, Expansion expansion) {
    int[] shape = expansion.info(value).shape();
    return shape[Shape.axis(axis, shape.length)];
  }

  /**
   * What one scan does.
   *
   * @param scanned how many inputs are scanned; those before them are states
   */
  private record Form(Node node, Attribute.Subgraph body, int states, int scanned) {
    static Form of(Node node) {
      Attribute.Subgraph body = node.required("body", node::subgraph);
      int inputs = node.inputs().size() - (node.opset() < FIRST_WITHOUT_BATCH ? 1 : 0);
      long scanned = node.integer("num_scan_inputs", 0);
      if (scanned < 1
          || scanned > inputs
          || body.body().inputs().size() != inputs
          || body.body().outputs().size() != node.outputs().size()
          || node.outputs().size() < inputs - scanned) {
        throw new InvalidNodeException("its body does not fit its inputs and outputs");
      }
      return new Form(node, body, inputs - (int) scanned, (int) scanned);
    }

    /** Adds a scan without batch; gives the last states and the joined outputs. */
    List<String> scan(List<String> inputs, Steps steps) {
      List<String> state = inputs.subList(0, states);
      List<String> sequences = inputs.subList(states, inputs.size());
      int length = length(sequences.get(0), axis("scan_input_axes", 0), steps.expansion());
      List<List<String>> joined = new ArrayList<>();
      for (int i = states; i < node.outputs().size(); i++) {
        joined.add(new ArrayList<>());
      }
      for (int i = 0; i < length; i++) {
        List<String> given = new ArrayList<>(state);
        for (int k = 0; k < scanned; k++) {
          given.add(entry(steps, sequences.get(k), k, i, length));
        }
        List<String> outputs =
            steps
                .expansion()
                .add(steps.in(String.valueOf(i)).part(), body.body(), body.scope(), given);
        if (steps.expansion().failed()) {
          return List.of();
        }
        state = outputs.subList(0, states);
        for (int k = 0; k < joined.size(); k++) {
          joined.get(k).add(outputs.get(states + k));
        }
      }
      List<String> results = new ArrayList<>(state);
      for (int k = 0; k < joined.size(); k++) {
        if (backwards(outputDirections(), k)) {
          Collections.reverse(joined.get(k));
        }
        results.add(
            Stack.of(
                steps.in("joined").part(),
                joined.get(k),
                axis("scan_output_axes", k),
                steps.expansion()));
      }
      return results;
    }

    private String entry(Steps steps, String sequence, int input, int step, int length) {
      int axis = axis("scan_input_axes", input);
      int own = length(sequence, axis, steps.expansion());
      if (own != length) {
        throw new InvalidNodeException("it scans " + length + " and " + own + " entries");
      }
      int rank = steps.expansion().info(sequence).rank();
      int at = backwards(inputDirections(), input) ? length - 1 - step : step;
      return steps.entry("scanned", sequence, Shape.axis(axis, rank), at);
    }

    private String inputDirections() {
      return node.opset() < FIRST_WITHOUT_BATCH ? "directions" : "scan_input_directions";
    }

    private String outputDirections() {
      return "scan_output_directions";
    }

    private boolean backwards(String attribute, int index) {
      return entry(attribute, index) != 0;
    }

    private int axis(String attribute, int index) {
      return Math.toIntExact(entry(attribute, index));
    }

    private long entry(String attribute, int index) {
      long[] values = node.integers(attribute);
      if (values != null && index >= values.length) {
        throw new InvalidNodeException("attribute '" + attribute + "' is too short");
      }
      return values == null ? 0 : values[index];
    }
  }
}
