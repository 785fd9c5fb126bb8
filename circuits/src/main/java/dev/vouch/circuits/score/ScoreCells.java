package dev.vouch.circuits.score;

import java.util.ArrayList;
import java.util.List;

/** Names of the cells of a row's score: what is counted in each. */
final class ScoreCells {
  private ScoreCells() {}

  static List<String> names(ScoreOptions options, int classes) {
    List<String> each = new ArrayList<>();
    boolean grouped = options.groups().isPresent();
    switch (options.metric()) {
      case ACCURACY, TOP_K -> {
        String right = options.metric() == Metric.ACCURACY ? "correct" : "found";
        if (grouped) {
          each.add("not " + right);
        }
        each.add(right);
      }
      case CONFUSION -> {
        for (int label = 0; label < classes; label++) {
          for (int predicted = 0; predicted < classes; predicted++) {
            each.add("label " + label + ", class " + predicted);
          }
        }
      }
      case MSE -> each.add("squared error");
    }
    if (!grouped) {
      return each;
    }
    List<String> all = new ArrayList<>();
    if (options.metric() == Metric.MSE) {
      each.add("rows");
      for (String cell : each) {
        for (int group = 0; group < options.groups().orElseThrow(); group++) {
          all.add("group " + group + ": " + cell);
        }
      }
      return all;
    }
    for (int group = 0; group < options.groups().orElseThrow(); group++) {
      for (String cell : each) {
        all.add("group " + group + ": " + cell);
      }
    }
    return all;
  }
}
