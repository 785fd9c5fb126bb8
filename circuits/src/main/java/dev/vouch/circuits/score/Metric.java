package dev.vouch.circuits.score;

/** How outputs are compared with labels, row by row. */
public enum Metric {
  /** 1 where the class of the greatest score, or the label that the network gives, is the label. */
  ACCURACY("accuracy"),
  /** 1 where the label is among the k classes of greatest scores. */
  TOP_K("top-k"),
  /** A 1 in the cell of label and predicted class. */
  CONFUSION("confusion"),
  /** The squared difference to the label, its mean where a row has several numbers. */
  MSE("mse");

  private final String word;

  Metric(String word) {
    this.word = word;
  }

  /** As commands and reports call it. */
  public String word() {
    return word;
  }

  /** Whether labels are classes. */
  public boolean ofClasses() {
    return this != MSE;
  }

  /** Whether labels are always compared with places of scores, and never with labels. */
  public boolean ofScores() {
    return this == TOP_K || this == CONFUSION;
  }

  @Override
  public String toString() {
    return word;
  }
}
