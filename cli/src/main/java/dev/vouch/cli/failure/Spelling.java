package dev.vouch.cli.failure;

import java.util.ArrayList;
import java.util.List;

/** Which known words a misspelt one resembles. */
public final class Spelling {
  /** More letters than this are another word, not a misspelt one. */
  private static final int MOST_WRONG = 2;

  private Spelling() {}

  /**
   * Those of the known words that fewest letters tell from a word, in their order.
   *
   * @return empty if none is near
   */
  public static List<String> similar(String word, Iterable<String> known) {
    int least = Math.min(MOST_WRONG, word.length() / 2);
    List<String> nearest = new ArrayList<>();
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        nearest.clear();
        least = distance;
      }
      if (distance == least) {
        nearest.add(candidate);
      }
    }
    return nearest;
  }

  /** The least number of letters to insert, delete or change (Levenshtein's distance). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
