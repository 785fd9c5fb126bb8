package dev.vouch.cli.verify;

import dev.vouch.verifier.WeightStatus;

/** What a verified proof says about the weights, in words. */
final class WeightsText {
  private WeightsText() {}

  static String of(WeightStatus status) {
    return switch (status) {
      case PUBLIC -> "public: those that were given, in their declared ranges";
      case DECLARED_PUBLIC ->
          "declared public, not checked: whoever has the ONNX file can compile it and compare ids";
      case CERTIFIED -> "hidden, fixed by the model id, in their declared ranges";
      case FIELD_VALUED -> "hidden, fixed by the model id, ranges not certified";
    };
  }
}
