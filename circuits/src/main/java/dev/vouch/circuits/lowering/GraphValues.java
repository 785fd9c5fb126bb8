package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lowering asks of the graph. */
public interface GraphValues {
  /** Type and shape of a value. */
  ValueInfo info(String value);

  /** The constant of that name, or null if the value depends on the network's inputs. */
  @Nullable TensorData constant(String value);

  /** Whether a value is an output of the graph. */
  boolean isOutput(String value);

  /** The nodes that read a value. */
  List<Node> consumers(String value);
}
