package dev.vouch.circuits.score;

import dev.vouch.circuits.data.ClassNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of the cells of a row's score: what is counted in each.
 *
 * @param classes how many there are
 * @param classNames of all classes, or none
 * @param groupNames of all groups, or none
 */
record ScoreCells(ScoreOptions options, int classes, ClassNames classNames, ClassNames groupNames) {
  List<String> names() {
    List<String> each = ofOneGroup();
    if (options.groups().isEmpty()) {
      return each;
    }
    int groups = options.groups().orElseThrow();
    List<String> all = new ArrayList<>();
    if (options.metric() == Metric.MSE) {
      each.add("rows");
      for (String cell : each) {
        for (int group = 0; group < groups; group++) {
          all.add(group(group) + cell);
        }
      }
      return all;
    }
    for (int group = 0; group < groups; group++) {
      for (String cell : each) {
        all.add(group(group) + cell);
      }
    }
    return all;
  }

  private List<String> ofOneGroup() {
    List<String> each = new ArrayList<>();
    switch (options.metric()) {
      case ACCURACY, TOP_K -> {
        String right = options.metric() == Metric.ACCURACY ? "correct" : "found";
        if (options.groups().isPresent()) {
          each.add("not " + right);
        }
        each.add(right);
      }
      case CONFUSION -> {
        for (int label = 0; label < classes; label++) {
          for (int predicted = 0; predicted < classes; predicted++) {
            each.add("label " + text(classNames, label) + ", class " + text(classNames, predicted));
          }
        }
      }
      case MSE -> each.add("squared error");
    }
    return each;
  }

  private String group(int group) {
    return "group " + text(groupNames, group) + ": ";
  }

  private static String text(ClassNames names, int number) {
    return names.count() == 0 ? Integer.toString(number) : names.text(number);
  }
}
