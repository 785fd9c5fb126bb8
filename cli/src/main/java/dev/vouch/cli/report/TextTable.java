package dev.vouch.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A table of text. */
public final class TextTable {
  private static final String GAP = "  ";

  private static final String FLUSH_RIGHT = ">";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean[] right;

  /** A table with these headings; {@code >} before one says that its column is flush right. */
  public TextTable(String... headings) {
    right = new boolean[headings.length];
    List<String> row = new ArrayList<>();
    for (int i = 0; i < right.length; i++) {
      right[i] = headings[i].startsWith(FLUSH_RIGHT);
      row.add(right[i] ? headings[i].substring(1) : headings[i]);
    }
    rows.add(row);
  }

  /** Adds a row of as many cells as there are headings. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
    return this;
  }

  /** Adds a line below the rows. */
  public TextTable note(String text) {
    notes.add(GAP + text);
    return this;
  }

  /** Headings, rows and notes, indented. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(GAP);
      for (int i = 0; i < columns; i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : GAP).append(right[i] ? gap + row.get(i) : row.get(i) + gap);
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.addAll(notes);
    return lines;
  }
}
