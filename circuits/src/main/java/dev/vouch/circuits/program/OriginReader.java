package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads the last part of program bytes: which nodes each primitive computes. */
final class OriginReader {
  private OriginReader() {}

  static List<Origin> read(FormatReader in, int primitives) throws MalformedFormatException {
    List<NodeRef> nodes = nodes(in);
    List<Origin> origins = new ArrayList<>();
    int named = 0;
    for (int i = 0; i < primitives; i++) {
      int count = in.u8("nodes of a primitive", Origin.MAX_NODES);
      List<NodeRef> origin = new ArrayList<>();
      for (int j = 0; j < count; j++) {
        long node = in.uvar("node");
        if (node < 0 || node > named || node >= nodes.size()) {
          throw in.malformed("nodes are not numbered in the order in which primitives name them");
        }
        named += node == named ? 1 : 0;
        origin.add(nodes.get((int) node));
      }
      if (new HashSet<>(origin).size() != count) {
        throw in.malformed("a primitive names a node twice");
      }
      origins.add(new Origin(origin));
    }
    if (named != nodes.size()) {
      throw in.malformed("a node is named by no primitive");
    }
    return origins;
  }

  private static List<NodeRef> nodes(FormatReader in) throws MalformedFormatException {
    int count = in.count("nodes", 2);
    List<NodeRef> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.string("node name");
      String operator = in.string("operator");
      NodeRef node = new NodeRef(name, operator);
      if (!node.name().equals(name) || !node.operator().equals(operator)) {
        throw in.malformed("a node name of more than 200 bytes");
      }
      nodes.add(node);
    }
    if (new HashSet<>(nodes).size() != count) {
      throw in.malformed("a node is listed twice");
    }
    return nodes;
  }
}
