package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiling is deterministic: with public weights the key is the same, byte for byte, whatever
 * engine of the native prover commits them and however the JVM runs the compiler.
 */
class EnginesIT {
  private static final Path ROOT = Path.of(System.getProperty("vouch.root"));
  private static final Path TABULAR = ROOT.resolve("circuits/src/test/resources/tabular");
  private static final List<Path> MODELS =
      List.of(
          ROOT.resolve("examples/models/conv_fc"),
          TABULAR.resolve("trees/xgboost"),
          TABULAR.resolve("pipelines/svc-rbf"));
  private static final List<String> ENGINES = List.of("ifma", "avx2", "portable");
  private static final List<String> JIT_MODES =
      List.of(
          "-Xint",
          "-XX:TieredStopAtLevel=1",
          "-XX:-TieredCompilation",
          "-XX:UseAVX=0 -XX:UseSSE=2 -XX:-UseFMA");

  @TempDir Path folder;

  /** The key of each model by its folder's name. */
  private Map<String, String> keys(Map<String, String> environment) throws Exception {
    Map<String, String> keys = new LinkedHashMap<>();
    for (Path model : MODELS) {
      Launched run =
          Launched.run(
              folder,
              environment,
              null,
              List.of(
                  Launched.LAUNCHER,
                  "compile",
                  model.resolve("model.onnx").toString(),
                  "--calibrate",
                  model.resolve("inputs.npz").toString(),
                  "--weights-visibility",
                  "public",
                  "--force",
                  "-o",
                  "model.vouch"));
      assertThat(run.code()).as(run.err()).isZero();
      byte[] key = Files.readAllBytes(folder.resolve("model.vk"));
      keys.put(model.getFileName().toString(), HexFormat.of().formatHex(key));
    }
    return keys;
  }

  @Test
  void everyEngineAndJitModeGivesTheSameKey() throws Exception {
    Map<String, String> expected = keys(Map.of());
    for (String engine : ENGINES) {
      assertThat(keys(Map.of("VOUCH_ENGINE", engine))).as(engine).isEqualTo(expected);
    }
    for (String mode : JIT_MODES) {
      assertThat(keys(Map.of("VOUCH_JAVA_OPTS", mode))).as(mode).isEqualTo(expected);
    }
  }
}
