package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Body;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Scope;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expansion of one node: whatever is added goes to the {@link ConstantFolder} that asked for
 * it. Malformed nodes inside end in an {@link UncheckedIOException}. Not thread-safe.
 */
final class NodeExpansion implements Expansion {
  private final Node node;
  private final ConstantFolder folder;
  private final int problemsBefore;

  NodeExpansion(Node node, ConstantFolder folder) {
    this.node = node;
    this.folder = folder;
    this.problemsBefore = folder.problems().size();
  }

  @Override
  public ValueInfo info(String value) {
    ValueInfo info = folder.infos().get(value);
    if (info != null) {
      return info;
    }
    if (value.isEmpty()) {
      throw new InvalidNodeException("a value that it needs is left out");
    }
    if (folder.members().containsKey(value)) {
      throw new InvalidNodeException("'" + value + "' is a sequence or an optional, not a tensor");
    }
    throw new UnknownValueException(value);
  }

  @Override
  public @Nullable TensorData constant(String value) {
    return folder.constants().get(value);
  }

  @Override
  public @Nullable List<String> members(String value) {
    return folder.members().get(value);
  }

  @Override
  public String add(
      String part, String type, List<String> inputs, Map<String, Attribute> attributes) {
    return add(part, type, inputs, attributes, 1).get(0);
  }

  @Override
  public List<String> add(
      String part,
      String type,
      List<String> inputs,
      Map<String, Attribute> attributes,
      int outputs) {
    String name = fresh(part);
    List<String> values = new ArrayList<>(List.of(name));
    for (int i = 1; i < outputs; i++) {
      values.add(fresh(part));
    }
    accept(new Node(name, type, "", OPSET, inputs, values, attributes));
    return values;
  }

  @Override
  public String addOwn(
      String part, String type, List<String> inputs, Map<String, Attribute> attributes) {
    String name = fresh(part);
    accept(new Node(name, type, SliceScaling.DOMAIN, 1, inputs, List.of(name), attributes));
    return name;
  }

  @Override
  public String add(String part, TensorData value) {
    folder.limits().addNode();
    String name = fresh(part);
    try {
      folder.addConstantOf(name, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  @Override
  public List<String> add(String part, Body body, Scope scope, List<String> inputs) {
    Scope inside = scope.inner();
    String prefix = part.isEmpty() ? "" : part + "/";
    body.constants().forEach((name, value) -> inside.define(name, shared(prefix + name, value)));
    for (int i = 0; i < body.inputs().size(); i++) {
      inside.define(body.inputs().get(i), i < inputs.size() ? inputs.get(i) : "");
    }
    for (Node inner : body.nodes()) {
      List<String> read = inner.inputs().stream().map(inside::resolve).toList();
      for (String output : inner.outputs()) {
        if (!output.isEmpty()) {
          inside.define(output, fresh(prefix + output));
        }
      }
      accept(
          new Node(
              fresh(prefix + inner.name()),
              inner.type(),
              inner.domain(),
              inner.opset(),
              read,
              inner.outputs().stream().map(inside::resolve).toList(),
              inside.resolve(inner.attributes())));
    }
    return body.outputs().stream().map(inside::resolve).toList();
  }

  /** A constant of a body has one name however often the body is added. */
  private String shared(String part, TensorData value) {
    return folder
        .sharedConstants()
        .computeIfAbsent(
            value,
            missing -> {
              String name = add(part, value);
              folder.choices().stored(name, value);
              return name;
            });
  }

  @Override
  public boolean failed() {
    return folder.problems().size() > problemsBefore;
  }

  @Override
  public void output(int index, String value) {
    List<String> members = folder.members().get(value);
    if (members != null) {
      output(index, members);
    } else if (node.hasOutput(index)) {
      info(value);
      String name = index == 0 ? node.name() : fresh("output" + index);
      accept(
          new Node(
              name,
              "Identity",
              "",
              OPSET,
              List.of(value),
              List.of(node.outputs().get(index)),
              Map.of()));
    }
  }

  @Override
  public void output(int index, List<String> members) {
    if (node.hasOutput(index)) {
      folder.members().put(node.outputs().get(index), List.copyOf(members));
    }
  }

  private String fresh(String part) {
    return folder.names().of(node.name() + "/" + part);
  }

  private void accept(Node step) {
    folder.limits().addNode();
    try {
      folder.accept(step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
