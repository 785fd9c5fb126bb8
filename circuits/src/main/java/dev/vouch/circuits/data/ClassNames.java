package dev.vouch.circuits.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Names of classes or groups, by which data may tell them; a network only knows their numbers,
 * which are the places in this list. Immutable and thread-safe.
 */
public final class ClassNames {
  /** No names: data tell classes by numbers alone. */
  public static final ClassNames NONE = new ClassNames(List.of());

  /** There can be no more. */
  public static final int MOST = 1 << 16;

  private static final int LONGEST = 1000;
  private static final int SHOWN = 20;
  private static final int SHOWN_CHARACTERS = 40;

  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();

  private ClassNames(List<String> names) {
    this.names = List.copyOf(names);
    for (int number = 0; number < names.size(); number++) {
      String name = names.get(number);
      if (name.isBlank() || name.length() > LONGEST) {
        throw new IllegalArgumentException(
            "class " + number + " has no name, or one of more than " + LONGEST + " characters");
      }
      Integer other = numbers.put(name, number);
      if (other != null) {
        throw new IllegalArgumentException(
            "classes " + other + " and " + number + " have one name, '" + shown(name) + "'");
      }
    }
  }

  /**
   * Names in the order of the classes' numbers, from 0.
   *
   * @throws IllegalArgumentException saying which one is empty or there twice, or that there are
   *     none or too many
   */
  public static ClassNames of(List<String> names) {
    if (names.isEmpty() || names.size() > MOST) {
      throw new IllegalArgumentException(
          "there are " + names.size() + " names of classes, not 1 to " + MOST);
    }
    return new ClassNames(names);
  }

  /** How many there are. */
  public int count() {
    return names.size();
  }

  /** The names, by number. */
  public List<String> names() {
    return names;
  }

  /** The number of the class of this name, letter by letter; none if there is no such class. */
  public OptionalInt number(String name) {
    Integer number = numbers.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Name and number of a class. */
  public String text(int number) {
    return names.get(number) + " (" + number + ")";
  }

  /** Names and numbers of the first classes, and whether there are more. */
  public String listed() {
    return IntStream.range(0, Math.min(names.size(), SHOWN))
        .mapToObj(this::text)
        .collect(Collectors.joining(", ", "", names.size() > SHOWN ? ", …" : ""));
  }

  /**
   * What is wrong with a word that is none of the names.
   *
   * @param row number of the word's row, from 0
   */
  public String refusal(String word, long row) {
    return "'"
        + shown(word)
        + "' in row "
        + row
        + (names.isEmpty()
            ? ", and it is not said which class that is: name the classes in order, with"
                + " --class-names, --group-names, or --classes of commit"
            : ", which is none of the classes " + this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClassNames that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** The first of them, as messages show them. */
  @Override
  public String toString() {
    return names.stream()
        .limit(SHOWN)
        .map(ClassNames::shown)
        .collect(Collectors.joining(", ", "[", names.size() > SHOWN ? ", …]" : "]"));
  }

  private static String shown(String name) {
    String line = name.replaceAll("\\p{C}", " ");
    return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + "…" : line;
  }
}
