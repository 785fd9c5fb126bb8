package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.format.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that were ever written are read, and prove what they proved (docs/spec/golden). */
class GoldenModelsTest {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "golden");

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  static Stream<Path> cases() throws IOException {
    Stream.Builder<Path> cases = Stream.builder();
    for (Path generation : folders(FOLDER)) {
      folders(generation).forEach(cases);
    }
    return cases.build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void modelsAreReadAndProveAgain(Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.vouch"));
    ModelFile model = ModelFile.decode(bytes);
    assertThat(model.encode()).isEqualTo(bytes);
    VerifyingKey key = VerifyingKey.decode(Files.readAllBytes(folder.resolve("model.vk")));
    assertThat(model.key().encode()).isEqualTo(key.encode());
    byte[] golden = Files.readAllBytes(folder.resolve("plain.proof"));
    try (Prover prover = Prover.of(model, 1)) {
      byte[] proof = prover.prove(firstSample(folder, model)).proof();
      List<VerifiedTensor> outputs = Verifier.of(key).verify(proof).outputs();
      assertThat(outputs).isNotEmpty();
      assertThat(Proof.decode(proof).publicValues().toArray(long[][]::new))
          .isDeepEqualTo(Proof.decode(golden).publicValues().toArray(long[][]::new));
    }
  }

  @Test
  void chainsAreReadAndProveAgain() throws Exception {
    List<Path> chains =
        cases().filter(folder -> Files.exists(folder.resolve("chain.vouch"))).toList();
    assertThat(chains).isNotEmpty();
    for (Path folder : chains) {
      byte[] bytes = Files.readAllBytes(folder.resolve("chain.vouch"));
      ChainModelFile model = ChainModelFile.decode(bytes);
      assertThat(model.encode()).isEqualTo(bytes);
      assertThat(model.key().encode()).isEqualTo(Files.readAllBytes(folder.resolve("chain.vk")));
    }
  }

  private static Map<String, TensorData> firstSample(Path folder, ModelFile model)
      throws IOException {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    for (NetworkPort port : model.program().inputs()) {
      int[] shape = port.shape().stream().mapToInt(Integer::intValue).toArray();
      infos.put(port.name(), new ValueInfo(DataType.FLOAT, shape));
    }
    return Samples.of(infos, Npz.read(folder.resolve("inputs.npz"), infos::containsKey)).get(0);
  }

  /** A format that has got a new version needs a generation of its own. */
  @Test
  void theNewestGenerationHasTodaysVersions() throws Exception {
    Path newest =
        folders(folders(FOLDER).stream().max(Comparator.naturalOrder()).orElseThrow()).get(0);
    ModelFile model = Prover.commit(Networks.dense(CompileOptions.defaults(), 12, 40, 5), 1);
    assertVersion(FileKind.MODEL, model.encode(), newest.resolve("model.vouch"));
    assertVersion(FileKind.KEY, model.key().encode(), newest.resolve("model.vk"));
    try (Prover prover = Prover.of(model, 1)) {
      byte[] proof = prover.prove(Networks.input(12, 7)).proof();
      assertVersion(FileKind.PROOF, proof, newest.resolve("plain.proof"));
      byte[] compact = Verifier.of(model.key()).compact(proof, new byte[0]);
      assertVersion(FileKind.COMPACT_PROOF, compact, newest.resolve("compact.proof"));
    }
  }

  private static void assertVersion(FileKind kind, byte[] written, Path golden) throws IOException {
    byte[] old = Files.readAllBytes(golden);
    assertThat(FileKind.of(old)).contains(kind);
    assertThat(kind.version(written)).as("%s", kind).isEqualTo(kind.version(old));
  }
}
