package dev.vouch.circuits.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

/**
 * Finds cuts at which little passes over and between which parts cost alike: those of least 2.25 ·
 * Σ cost of cuts + Σ n·(cost of a part)² / (cost of all), which is the cost of all where parts are
 * equal.
 */
final class CutSearch {
  /** Places that are looked at; of a longer program the cheapest ones. */
  private static final int MAX_PLACES = 1000;

  /** What passes over also makes proofs longer and their verification dearer. */
  private static final double WEIGHT_OF_CUTS = 2.25;

  private final CutPlaces places;
  private final double[] before;

  /**
   * A search.
   *
   * @param costs of each primitive
   */
  CutSearch(CutPlaces places, double... costs) {
    this.places = places;
    this.before = new double[costs.length + 1];
    for (int i = 0; i < costs.length; i++) {
      before[i + 1] = before[i] + costs[i];
    }
  }

  /**
   * The cuts, ascending.
   *
   * @param parts at least 2
   * @throws UnsplittableException if there are not so many places
   */
  List<Integer> cuts(int parts) throws UnsplittableException {
    List<Integer> ends = candidates();
    if (ends.size() < parts - 1) {
      throw new UnsplittableException(
          "the network cannot be cut into "
              + parts
              + " parts: there are "
              + ends.size()
              + " places where all values that pass can be shown as hidden outputs and inputs");
    }
    ends.add(before.length - 1);
    int count = ends.size();
    double[][] best = new double[parts][count];
    int[][] from = new int[parts][count];
    for (int part = 0; part < parts; part++) {
      Arrays.fill(best[part], Double.POSITIVE_INFINITY);
      for (int end = part; end < count; end++) {
        for (int start = part - 1; start < (part == 0 ? 0 : end); start++) {
          double cost = cost(parts, start < 0 ? 0 : ends.get(start), ends.get(end));
          double total = (start < 0 ? 0 : best[part - 1][start]) + cost;
          if (total < best[part][end]) {
            best[part][end] = total;
            from[part][end] = start;
          }
        }
      }
    }
    LinkedList<Integer> cuts = new LinkedList<>();
    int end = count - 1;
    for (int part = parts - 1; part > 0; part--) {
      end = from[part][end];
      cuts.addFirst(ends.get(end));
    }
    return cuts;
  }

  private double cost(int parts, int begin, int end) {
    double work = before[end] - before[begin];
    double all = Math.max(before[before.length - 1], Double.MIN_NORMAL);
    return parts * work * work / all + (begin == 0 ? 0 : WEIGHT_OF_CUTS * places.micros(begin));
  }

  private List<Integer> candidates() {
    List<Integer> possible = new ArrayList<>();
    for (int place = 1; place < before.length - 1; place++) {
      if (places.micros(place) < Double.POSITIVE_INFINITY) {
        possible.add(place);
      }
    }
    if (possible.size() > MAX_PLACES) {
      possible.sort((a, b) -> Double.compare(places.micros(a), places.micros(b)));
      possible.subList(MAX_PLACES, possible.size()).clear();
      possible.sort(null);
    }
    return possible;
  }
}
