package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text of comma-separated values, strictly as RFC 4180 has them: a cell is quoted
 * as a whole or not at all, a quote in it is doubled, and lines end in CR LF or in LF. A byte order
 * mark before the first record is skipped. Not thread-safe.
 *
 * <p>Libraries are more tolerant: FastCSV takes a quote that is never closed as closed, Commons CSV
 * takes quotes inside bare cells, and both end lines at a bare CR.
 */
final class CsvRecords {
  /** A quote that is never closed is found before it has taken in all of a large file. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_CELLS = 1 << 20;
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a decoder makes of bytes that are no text. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Reader in;
  private final StringBuilder text = new StringBuilder();
  private int next;
  private int line = 1;
  private int character = 1;
  private int recordLine = 1;

  /**
   * Records of a text.
   *
   * @param in is read ahead by one character; malformed bytes are U+FFFD
   */
  CsvRecords(Reader in) throws IOException {
    this.in = in;
    this.next = read();
    if (next == BYTE_ORDER_MARK) {
      next = read();
    }
  }

  /**
   * The cells of the next record; null after the last one.
   *
   * @throws MalformedTensorException naming line and character
   */
  @Nullable List<String> next() throws IOException {
    if (next == END) {
      return null;
    }
    recordLine = line;
    if (isEndOfLine()) {
      throw malformed("a blank line; take it out, or write \"\" for a cell that is missing");
    }
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == ',') {
      advance();
      if (cells.size() == MAX_CELLS) {
        throw malformed("more than " + MAX_CELLS + " cells in a line");
      }
      cells.add(cell());
    }
    skipEndOfLine();
    return cells;
  }

  /** Number of the line, from 1, in which the last record begins. */
  int line() {
    return recordLine;
  }

  private String cell() throws IOException {
    text.setLength(0);
    if (next == '"') {
      readQuoted();
    } else {
      while (!isEndOfCell()) {
        if (next == '"') {
          throw malformed("a quote inside a cell that does not begin with one");
        }
        take();
      }
    }
    return text.toString();
  }

  private void readQuoted() throws IOException {
    String opening = place();
    advance();
    while (next != '"' || isDoubled()) {
      if (next == END) {
        throw new MalformedTensorException("the CSV has a quote that is not closed, " + opening);
      }
      take();
    }
    if (!isEndOfCell()) {
      throw malformed("text after a closing quote");
    }
  }

  /** Goes past a quote, and tells whether another one follows: then the two stand for one. */
  private boolean isDoubled() throws IOException {
    advance();
    return next == '"';
  }

  private void take() throws IOException {
    if (text.length() == MAX_CHARACTERS) {
      throw malformed("a cell of more than " + MAX_CHARACTERS + " characters");
    }
    text.append((char) next);
    advance();
  }

  private boolean isEndOfCell() {
    return next == ',' || next == END || isEndOfLine();
  }

  private boolean isEndOfLine() {
    return next == '\n' || next == '\r';
  }

  private void skipEndOfLine() throws IOException {
    if (next == '\r') {
      advance();
      if (next != '\n') {
        throw malformed("a carriage return without a line feed");
      }
    }
    if (next == '\n') {
      advance();
    }
  }

  private void advance() throws IOException {
    character++;
    if (next == '\n') {
      line++;
      character = 1;
    }
    next = read();
  }

  private int read() throws IOException {
    int read = in.read();
    if (read == REPLACEMENT) {
      throw malformed("bytes that are no UTF-8");
    }
    return read;
  }

  private String place() {
    return "at line " + line + ", character " + character;
  }

  private MalformedTensorException malformed(String problem) {
    return new MalformedTensorException("the CSV has " + problem + ", " + place());
  }
}
