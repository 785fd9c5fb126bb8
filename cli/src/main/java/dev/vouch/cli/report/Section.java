package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A part of what a command reports: some facts, and how programs and people get them. */
public interface Section {
  /** Adds the facts to the command's object, under names that scripts rely on. */
  void put(ObjectNode root);

  /** The facts as text. */
  List<Block> blocks();

  /** The facts of a section for programs alone: people read of them elsewhere. */
  static Section ofFacts(Section section) {
    return new Section() {
      @Override
      public void put(ObjectNode root) {
        section.put(root);
      }

      @Override
      public List<Block> blocks() {
        return List.of();
      }
    };
  }

  /** Text about facts that other sections put into the object. */
  static Section ofText(List<Block> blocks) {
    return new Section() {
      @Override
      public void put(ObjectNode root) {}

      @Override
      public List<Block> blocks() {
        return blocks;
      }
    };
  }
}
