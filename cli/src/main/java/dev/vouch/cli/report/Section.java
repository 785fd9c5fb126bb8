package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A part of a report, for programs and for people. */
public interface Section {
  /** Adds the part's names to the command's object. */
  void put(ObjectNode root);

  /** The part as text, a heading first if it has several lines. */
  List<String> lines();
}
