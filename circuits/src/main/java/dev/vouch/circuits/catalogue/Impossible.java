package dev.vouch.circuits.catalogue;

import java.util.Map;
import java.util.Optional;

/** Operators that no circuit can have, each with the reason. */
public final class Impossible {
  private static final String LENGTHS =
      "how many results it has depends on the values; a circuit's shapes are fixed";

  private static final String RANDOM =
      "its results are random, so that nothing says what they should have been; give them as an"
          + " input";

  private static final String STRINGS = "strings are not supported; encode them before the model";

  private static final String MAPS = "maps are not supported; give their values as a tensor";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("Unique", LENGTHS),
          Map.entry("NonMaxSuppression", LENGTHS + "; end the model before it"),
          Map.entry("RandomNormal", RANDOM),
          Map.entry("RandomNormalLike", RANDOM),
          Map.entry("RandomUniform", RANDOM),
          Map.entry("RandomUniformLike", RANDOM),
          Map.entry("Bernoulli", RANDOM),
          Map.entry("Multinomial", RANDOM),
          Map.entry("StringConcat", STRINGS),
          Map.entry("StringNormalizer", STRINGS),
          Map.entry("StringSplit", STRINGS),
          Map.entry("RegexFullMatch", STRINGS),
          Map.entry("TfIdfVectorizer", STRINGS),
          Map.entry("ai.onnx.ml.CategoryMapper", STRINGS),
          Map.entry("ai.onnx.ml.CastMap", MAPS),
          Map.entry("ai.onnx.ml.DictVectorizer", MAPS),
          Map.entry("ImageDecoder", "images are decoded before the model"));

  private Impossible() {}

  /** Why an operator can be in no circuit, if that is known. */
  public static Optional<String> reason(String domain, String type) {
    return Optional.ofNullable(REASONS.get(Operators.name(domain, type)));
  }
}
