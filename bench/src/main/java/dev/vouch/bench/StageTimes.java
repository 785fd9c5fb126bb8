package dev.vouch.bench;

import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** How long each of the prover's stages took, over several proofs. Not thread-safe. */
final class StageTimes {
  private final Map<Stage, LongStream.Builder> nanos = new EnumMap<>(Stage.class);

  void add(ProvedInference proved) {
    add(proved.stages());
  }

  void add(Map<Stage, Duration> stages) {
    stages.forEach(
        (stage, time) ->
            nanos.computeIfAbsent(stage, key -> LongStream.builder()).add(time.toNanos()));
  }

  /** The median of each stage by its name, in the stages' order. Can be asked for once. */
  Map<String, Double> medianMillis() {
    Map<String, Double> medians = new LinkedHashMap<>();
    nanos.forEach(
        (stage, times) ->
            medians.put(stage.label(), Spread.of(times.build().toArray()).medianMillis()));
    return medians;
  }
}
