package dev.vouch.cli.file;

import dev.vouch.circuits.graph.Samples;
import dev.vouch.cli.failure.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words {@code FILE} and {@code NAME=FILE} of an option. */
final class NamedFiles {
  private NamedFiles() {}

  /**
   * Files by name, or one file for all names under {@link Samples#UNNAMED}.
   *
   * <p>A word belongs to the longest of the names that it starts with, followed by {@code =}; names
   * and files may themselves contain that sign.
   *
   * @param option as the user writes it, for messages
   * @throws CommandException of usage if a name is unknown, missing or given twice, or there are
   *     several files without names
   */
  static Map<String, String> of(String option, List<String> words, List<String> names)
      throws CommandException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String word : words) {
      Optional<String> name = name(word, names);
      if (name.isEmpty()) {
        requireFileForAll(option, word, words.size(), names);
      }
      String file = name.isEmpty() ? word : word.substring(name.get().length() + 1);
      if (file.isEmpty()) {
        throw CommandException.usage("no file is named; " + option + " " + word + "; name one");
      }
      if (files.put(name.orElse(Samples.UNNAMED), file) != null) {
        throw CommandException.usage(
            "'" + name.get() + "' is given twice; " + option + " " + word + "; give it once");
      }
    }
    if (!files.containsKey(Samples.UNNAMED)) {
      requireAll(option, files.keySet(), names);
    }
    return files;
  }

  private static Optional<String> name(String word, List<String> names) {
    return names.stream()
        .filter(name -> word.startsWith(name + "="))
        .max(Comparator.comparingInt(String::length));
  }

  private static void requireFileForAll(String option, String word, int words, List<String> names)
      throws CommandException {
    int sign = word.indexOf('=');
    if (sign > 0 && !Files.exists(Path.of(word))) {
      throw CommandException.usage(
          "the network has no '"
              + word.substring(0, sign)
              + "'; "
              + option
              + " "
              + word
              + "; its names here are "
              + names);
    }
    if (words > 1) {
      throw CommandException.usage(
          "several files, and one without a name; "
              + option
              + " "
              + word
              + "; write NAME=FILE with the names "
              + names);
    }
  }

  private static void requireAll(String option, Set<String> given, List<String> names)
      throws CommandException {
    Set<String> missing = new LinkedHashSet<>(names);
    missing.removeAll(given);
    if (!missing.isEmpty()) {
      throw CommandException.usage(
          "no file for " + missing + "; " + option + "; add NAME=FILE for each");
    }
  }
}
