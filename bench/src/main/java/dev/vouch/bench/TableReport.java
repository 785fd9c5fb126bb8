package dev.vouch.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of all models.
 *
 * @param schema version of these names
 * @param rates null if they could not be measured
 * @param refused why a model has no figures, by name
 */
record TableReport(
    int schema,
    Machine machine,
    int threads,
    @Nullable MeasuredRates rates,
    List<ModelFigures> models,
    Map<String, String> refused) {
  static final int SCHEMA = 1;

  private static final double KIB = 1024;
  private static final double MIB = KIB * KIB;
  private static final String UNKNOWN = "–";

  /** A Markdown table between a line about the machine and what the models were refused for. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(machine).append("; ").append(threads).append(" threads of the prover.\n\n");
    line(
        text,
        "model | weights | compile s | key KiB | prove ms (range) | first ms | RSS MiB"
            + " | proof KiB | verify ms, 1 thread | all | floor ms | × floor");
    line(text, "--- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --:");
    models.forEach(model -> line(text, row(model)));
    stages(text);
    refused.forEach(
        (name, why) -> text.append("\n- ").append(name).append(" is refused: ").append(brief(why)));
    if (!refused.isEmpty()) {
      text.append('\n');
    }
    return text.toString();
  }

  /** The prover's stages, a column each. */
  private void stages(StringBuilder text) {
    List<String> names =
        models.stream().flatMap(m -> m.stageMillis().keySet().stream()).distinct().toList();
    if (names.isEmpty()) {
      return;
    }
    text.append("\nMedian milliseconds of each stage of a warm proof:\n\n");
    line(text, "model | " + String.join(" | ", names));
    line(text, "---" + " | --:".repeat(names.size()));
    for (ModelFigures figures : models) {
      StringBuilder cells = new StringBuilder(figures.model());
      for (String name : names) {
        Double millis = figures.stageMillis().get(name);
        cells.append(" | ");
        cells.append(millis == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", millis));
      }
      line(text, cells.toString());
    }
  }

  /** A refusal without the list of what would be supported. */
  private static String brief(String why) {
    int list = why.indexOf("; supported operators:");
    return list < 0 ? why : why.substring(0, list);
  }

  private static void line(StringBuilder text, String cells) {
    text.append("| ").append(cells).append(" |\n");
  }

  private static String row(ModelFigures figures) {
    Spread prove = figures.prove();
    Double floor = figures.floorMillis();
    return String.format(
        Locale.ROOT,
        "%s | %,d | %.2f | %.1f | %.1f (%.1f–%.1f) | %.1f | %.0f | %.1f | %.1f | %.1f | %s | %s",
        figures.model(),
        figures.weights(),
        figures.compileSeconds(),
        figures.keyBytes() / KIB,
        prove.medianMillis(),
        prove.leastMillis(),
        prove.mostMillis(),
        figures.coldMillis(),
        figures.peakRssBytes() / MIB,
        figures.proofBytes() / KIB,
        figures.verify().medianMillis(),
        figures.verifyOnAllProcessors().medianMillis(),
        floor == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", floor),
        floor == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", prove.medianMillis() / floor));
  }
}
