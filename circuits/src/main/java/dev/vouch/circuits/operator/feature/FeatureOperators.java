package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class FeatureOperators {
  public static final List<Operator> ALL =
      List.of(
          new ArrayFeatureExtractor(),
          new Binarizer(),
          new FeatureVectorizer(),
          new Imputer(),
          new LabelEncoder(),
          new Normalizer(),
          new OneHotEncoder(),
          new Scaler(),
          new ZipMap());

  /** What some are rewritten to; models cannot have these. */
  public static final List<Operator> OWN = List.of(new Imputed(), new PlacedNumbers());

  private FeatureOperators() {}
}
