package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.node.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which columns of a table hold which cells of a row. Of several ports each has a column of its
 * name, or columns {@code NAME[0]}, {@code NAME[1]}, … in any order. The only port has such
 * columns, too, or else all columns in their order, whatever their names: a model does not say what
 * its columns are called.
 */
final class CsvColumns {
  private static final int LONGEST_NAME = 40;
  private static final int MOST_NAMES = 20;

  private final List<String> header;
  private final Map<String, Integer> free = new LinkedHashMap<>();

  private CsvColumns(List<String> header) {
    this.header = header;
  }

  /**
   * The columns of each port, in the order of the cells of its row.
   *
   * @param header names of all columns
   * @param ports types and shapes by name, in order
   * @param ignored names of columns that are left out
   * @throws MalformedTensorException naming a column that is missing, left over, without a name or
   *     there twice; or if the header is no header
   */
  static Map<String, int[]> of(
      List<String> header, Map<String, ValueInfo> ports, Set<String> ignored)
      throws MalformedTensorException {
    CsvColumns columns = new CsvColumns(header);
    columns.requireNames(ignored);
    Map<String, int[]> found = new LinkedHashMap<>();
    for (Map.Entry<String, ValueInfo> port : ports.entrySet()) {
      boolean inOrder = ports.size() == 1 && !columns.free.containsKey(cell(port.getKey(), 0));
      found.put(
          port.getKey(),
          inOrder
              ? columns.all(port.getKey(), port.getValue())
              : columns.named(port.getKey(), port.getValue()));
    }
    columns.requireNoneLeft(ports.keySet());
    return found;
  }

  private static String cell(String port, int index) {
    return port + "[" + index + "]";
  }

  private void requireNames(Set<String> ignored) throws MalformedTensorException {
    if (isRowOfNumbers()) {
      throw new MalformedTensorException(
          "the first line of the CSV holds numbers alone; it must hold names of the columns");
    }
    for (int i = 0; i < header.size(); i++) {
      Integer before = free.put(header.get(i), i);
      if (before != null) {
        throw malformed(i, "has the name of column " + (before + 1));
      } else if (header.get(i).isEmpty()) {
        throw malformed(i, "has no name (an index by pandas? write it with index=False)");
      }
    }
    free.keySet().removeAll(ignored);
  }

  /** Whether there is no header at all, and this would be lost as a row. */
  private boolean isRowOfNumbers() {
    return header.stream().allMatch(name -> name.isEmpty() || CsvValue.isNumber(name))
        && header.stream().anyMatch(name -> !name.isEmpty());
  }

  private int[] all(String port, ValueInfo info) throws MalformedTensorException {
    int[] columns = free.values().stream().mapToInt(Integer::intValue).toArray();
    requireWidth(port, info, columns.length);
    free.clear();
    return columns;
  }

  private int[] named(String port, ValueInfo info) throws MalformedTensorException {
    Integer only = free.remove(port);
    int[] columns = only == null ? indexed(port) : new int[] {only};
    if (columns.length == 0) {
      throw new MalformedTensorException(
          "the CSV has no column '" + shown(port) + "' (" + info + "); its columns are " + names());
    }
    requireWidth(port, info, columns.length);
    return columns;
  }

  private int[] indexed(String port) {
    List<Integer> columns = new ArrayList<>();
    Integer column = free.remove(cell(port, 0));
    while (column != null) {
      columns.add(column);
      column = free.remove(cell(port, columns.size()));
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A scalar may also be an input of which the shape is not known yet. */
  private void requireWidth(String port, ValueInfo info, int width)
      throws MalformedTensorException {
    if (info.rank() > 0 && width != rowSize(info) && width != info.size()) {
      throw new MalformedTensorException(
          "the CSV has "
              + width
              + (width == 1 ? " column" : " columns")
              + " for '"
              + shown(port)
              + "', a row of which ("
              + info
              + ") takes "
              + rowSize(info)
              + "; "
              + (width > rowSize(info) ? howToIgnore() : "its columns are " + names()));
    }
  }

  /** Cells of an entry along the first axis. */
  static int rowSize(ValueInfo info) {
    return Arrays.stream(info.shape()).skip(1).reduce(1, Math::multiplyExact);
  }

  private void requireNoneLeft(Set<String> ports) throws MalformedTensorException {
    if (!free.isEmpty()) {
      int column = free.values().iterator().next();
      throw malformed(column, "is none of " + names(ports) + "; " + howToIgnore());
    }
  }

  private static String howToIgnore() {
    return "ignore columns that are no inputs: --csv-ignore NAME,NAME";
  }

  private String names() {
    return names(header);
  }

  private static String names(Iterable<String> all) {
    List<String> names = new ArrayList<>();
    all.forEach(names::add);
    return names.stream()
        .limit(MOST_NAMES)
        .map(CsvColumns::shown)
        .collect(Collectors.joining(", ", "[", names.size() > MOST_NAMES ? ", …]" : "]"));
  }

  private MalformedTensorException malformed(int column, String problem) {
    return new MalformedTensorException(
        "column " + (column + 1) + " '" + shown(header.get(column)) + "' of the CSV " + problem);
  }

  /** A name as messages show it: on one line, and not too long. */
  static String shown(String name) {
    String line = name.replaceAll("\\p{C}", " ");
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
  }
}
