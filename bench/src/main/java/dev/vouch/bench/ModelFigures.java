package dev.vouch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one model; weights and input hidden.
 *
 * @param compileSeconds of a fresh {@code vouch compile}, reading to writing, JVM start left out
 * @param coldMillis the first proof of a fresh {@code vouch prove}
 * @param peakRssBytes of that process, Java heap and native memory together
 * @param prove in a process that is warm, running the network included
 * @param stageMillis median of each of the prover's stages over those proofs
 * @param verify on one thread, in a process that is warm, verifier kept
 * @param verifyOnAllProcessors the same on all processors
 * @param cost what the floor is computed from
 * @param floorMillis null if the rates are not known
 */
record ModelFigures(
    String model,
    long weights,
    double compileSeconds,
    int keyBytes,
    double coldMillis,
    long peakRssBytes,
    int proofBytes,
    Spread prove,
    Map<String, Double> stageMillis,
    Spread verify,
    Spread verifyOnAllProcessors,
    CircuitCost cost,
    @Nullable Double floorMillis) {
  private static final Spread.Effort WARM_UP = new Spread.Effort(2, 20, 1);
  private static final Spread.Effort PROOFS = new Spread.Effort(7, 15, 4);
  private static final Spread.Effort VERIFICATIONS = new Spread.Effort(7, 31, 2);
  private static final double MILLIS_PER_SECOND = 1e3;

  /**
   * Measures a model: compiled and first proven by fresh processes, then proven and verified again
   * and again in this one.
   *
   * @throws Launcher.RefusedException if it does not compile
   */
  static ModelFigures measure(
      BenchModel source, Launcher vouch, int threads, @Nullable MeasuredRates rates, Path scratch)
      throws Exception {
    Path folder = Files.createDirectories(scratch.resolve(source.name()));
    String model = folder.resolve("compiled.vouch").toString();
    String data = source.data().toString();
    String proof = folder.resolve("first.proof").toString();
    String threadCount = "--threads=" + threads;
    JsonNode compiled =
        vouch.run(
            "compile", source.onnx().toString(), "--calibrate", data, "-o", model, threadCount);
    JsonNode first = vouch.run("prove", model, "--input", data, "-o", proof, threadCount);

    Samples samples = source.samples(source.graph());
    try (CompiledModel loaded =
        new CompiledModel(ModelFile.read(Path.of(model)), samples, threads)) {
      StageTimes stages = new StageTimes();
      Spread.repeat(WARM_UP, loaded::prove);
      Spread prove = Spread.measure(PROOFS, () -> stages.add(loaded.prove()));
      byte[] last = loaded.prove().proof();
      Spread verify = Spread.measure(WARM_UP, VERIFICATIONS, () -> loaded.verify(last));
      Spread onAll =
          Spread.measure(WARM_UP, VERIFICATIONS, () -> loaded.verifyOnAllProcessors(last));
      CircuitCost cost = CircuitCost.of(loaded.model().key().layout());
      return new ModelFigures(
          source.name(),
          cost.counts().weights(),
          compiled.get("seconds").asDouble(),
          loaded.keyBytes(),
          first.get("seconds").asDouble() * MILLIS_PER_SECOND,
          first.get("peakRssBytes").asLong(),
          last.length,
          prove,
          stages.medianMillis(),
          verify,
          onAll,
          cost,
          rates == null ? null : rates.floorMillis(cost, threads));
    }
  }
}
