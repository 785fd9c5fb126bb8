package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.report.ErrorMetrics;
import dev.vouch.cli.report.Measure;

/** Errors under the names that every part of a report gives them. */
final class ErrorNumbers {
  private ErrorNumbers() {}

  static void put(ObjectNode node, ErrorMetrics errors) {
    Measure.put(node, "maxAbs", errors.maxAbs());
    Measure.put(node, "meanAbs", errors.meanAbs());
    Measure.put(node, "relRms", errors.relRms());
    Measure.put(node, "snrDb", errors.snrDecibel());
    Measure.put(node, "cosine", errors.cosine());
  }

  static String text(ErrorMetrics errors) {
    return "max abs "
        + Measure.brief(errors.maxAbs())
        + ", mean abs "
        + Measure.brief(errors.meanAbs())
        + ", rel rms "
        + Measure.brief(errors.relRms())
        + ", SNR "
        + Measure.text("%.1f dB", errors.snrDecibel())
        + ", cosine "
        + Measure.text("%.9f", errors.cosine());
  }
}
