package dev.vouch.circuits.lowering.recipe.tree;

import dev.vouch.circuits.primitive.ErrorRule;
import dev.vouch.circuits.primitive.Errors;
import java.util.List;

/**
 * Errors of sums of votes: those of the votes, and the roundings of the model, which adds them in
 * floating point where the sums here are exact. Its threads may take runs of trees each. Every
 * partial sum, then, is one of neighbours, and a difference of two of the sums P[0] = 0, P[1], … of
 * the first votes, so that a sum of n votes is off by at most
 *
 * <pre>
 * (n − 1)·u·(max P − min P) + m·u·|P[n] + base|
 * </pre>
 *
 * where m counts a base that is not 0, and the division of a mean.
 *
 * <p>Relative to that, what n² roundings of roundings add is below 2^-10 for less than 2^13 trees.
 *
 * @param parts what is added, from the first tree on
 * @param base tensor of one number a target
 * @param targets of a row
 * @param mean whether sums are divided by the number of trees
 * @param unit u, the largest relative error of one addition
 */
record SumErrors(List<Part> parts, int base, int targets, boolean mean, double unit)
    implements ErrorRule {
  private static final double OF_SECOND_ORDER = 1 + 0x1p-10;

  /**
   * Rows of votes.
   *
   * @param tensor of shape [rows, …]
   * @param targets of a row's cells
   */
  record Part(int tensor, List<Integer> targets) {}

  @Override
  public double[] carried(Errors errors) {
    Part first = parts.get(0);
    int rows = errors.valuesOf(first.tensor()).length / first.targets().size();
    double[] carried = new double[rows * targets];
    for (int row = 0; row < rows; row++) {
      addRow(errors, row, carried);
    }
    return carried;
  }

  private void addRow(Errors errors, int row, double... carried) {
    double[] sum = new double[targets];
    double[] least = new double[targets];
    double[] most = new double[targets];
    double[] ofVotes = new double[targets];
    int[] count = new int[targets];
    for (Part part : parts) {
      int width = part.targets().size();
      long[] votes = errors.valuesOf(part.tensor());
      double[] voteErrors = errors.of(part.tensor());
      for (int i = 0; i < width; i++) {
        int target = part.targets().get(i);
        sum[target] += votes[row * width + i];
        least[target] = Math.min(least[target], sum[target]);
        most[target] = Math.max(most[target], sum[target]);
        ofVotes[target] += term(errors, voteErrors[row * width + i]);
        count[target]++;
      }
    }
    for (int target = 0; target < targets; target++) {
      double error = ofVotes[target] + term(errors, errors.of(base)[target]);
      long ofBase = errors.valuesOf(base)[target];
      int more = (ofBase == 0 ? 0 : 1) + (mean ? 1 : 0);
      double added =
          Math.max(0, count[target] - 1) * (most[target] - least[target])
              + more * Math.abs(sum[target] + ofBase);
      carried[row * targets + target] =
          (errors.independent() ? Math.sqrt(error) : error) + OF_SECOND_ORDER * unit * added;
    }
  }

  private static double term(Errors errors, double error) {
    return errors.independent() ? error * error : error;
  }
}
