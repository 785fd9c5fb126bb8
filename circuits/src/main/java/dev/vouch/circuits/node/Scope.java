package dev.vouch.circuits.node;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names inside a {@link Body} stand for: values of the graph, and for the body of a
 * function attributes of the node that calls it. A value that no scope knows is one of the graph
 * itself. Not thread-safe.
 */
public final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Attribute> arguments = new HashMap<>();

  private Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  /** The scope of the graph: every name stands for itself. */
  public static Scope ofGraph() {
    return new Scope(null);
  }

  /** A scope whose own names come before those of this one. */
  public Scope inner() {
    return new Scope(this);
  }

  /**
   * Says what a name stands for.
   *
   * @param value of the graph; empty where an optional input is left out
   */
  public void define(String name, String value) {
    values.put(name, value);
  }

  /** The value of the graph that a name stands for; the empty name stands for no value. */
  public String resolve(String name) {
    if (name.isEmpty()) {
      return name;
    }
    for (Scope scope = this; scope != null; scope = scope.outer) {
      String value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return name;
  }

  /** Says what a {@linkplain Attribute.Reference reference} to an attribute stands for. */
  public void defineArgument(String name, Attribute attribute) {
    arguments.put(name, attribute);
  }

  /** Attributes of a node in this scope: without references, and with subgraphs that know it. */
  public Map<String, Attribute> resolve(Map<String, Attribute> attributes) {
    Map<String, Attribute> resolved = new HashMap<>();
    attributes.forEach(
        (name, attribute) -> {
          Attribute given =
              attribute instanceof Attribute.Reference reference
                  ? argument(reference.name())
                  : attribute instanceof Attribute.Subgraph subgraph
                      ? new Attribute.Subgraph(subgraph.body(), subgraph.captured(), this)
                      : attribute;
          if (given != null) {
            resolved.put(name, given);
          }
        });
    return resolved;
  }

  private @Nullable Attribute argument(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Attribute argument = scope.arguments.get(name);
      if (argument != null) {
        return argument;
      }
    }
    return null;
  }
}
