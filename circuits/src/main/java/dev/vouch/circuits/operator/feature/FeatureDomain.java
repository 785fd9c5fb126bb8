package dev.vouch.circuits.operator.feature;

/** The domain of operators on the columns of tables. */
public final class FeatureDomain {
  public static final String NAME = "ai.onnx.ml";

  private FeatureDomain() {}
}
