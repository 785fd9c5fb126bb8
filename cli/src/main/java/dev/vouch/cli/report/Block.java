package dev.vouch.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A piece of a report's text. Immutable. */
public interface Block {
  /** Adds its lines to those that come before it. */
  void addTo(List<String> lines);

  /** One line: what it is about, and what there is to say. */
  static Block row(String label, String text) {
    return new Row(label, text);
  }

  /** A line that goes on with the row above it. */
  static Block continued(String text) {
    return new Row("", text);
  }

  /** A heading with lines below it, set off by an empty line. */
  static Block titled(String title, List<String> body) {
    return new Titled(title, List.copyOf(body));
  }

  /** A table below its heading. */
  static Block table(String title, TextTable table) {
    return titled(title, table.lines());
  }

  /** Lines as they are; empty ones set things apart. */
  static Block text(String... lines) {
    return new Text(List.of(lines));
  }

  /** The lines of some blocks. */
  static List<String> lines(List<Block> blocks) {
    List<String> lines = new ArrayList<>();
    for (Block block : blocks) {
      block.addTo(lines);
    }
    return lines;
  }

  /** See {@link #row}. */
  record Row(String label, String text) implements Block {
    private static final int LABEL_WIDTH = 10;

    @Override
    public void addTo(List<String> lines) {
      lines.add(label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + text);
    }
  }

  /** See {@link #titled}. */
  record Titled(String title, List<String> body) implements Block {
    @Override
    public void addTo(List<String> lines) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(title);
      lines.addAll(body);
    }
  }

  /** See {@link #text}. */
  record Text(List<String> text) implements Block {
    @Override
    public void addTo(List<String> lines) {
      lines.addAll(text);
    }
  }
}
