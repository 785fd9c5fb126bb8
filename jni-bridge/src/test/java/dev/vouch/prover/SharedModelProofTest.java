package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.GraphImporter;
import dev.vouch.circuits.graph.ImportOptions;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WeightStatus;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trained network from end to end: compiled, proven natively, verified in Java. */
class SharedModelProofTest {
  private static final Path MODEL =
      Path.of(System.getProperty("vouch.shared", "../../shared"), "models", "mlp_196");
  private static Graph graph;
  private static Samples samples;

  @BeforeAll
  static void read() throws Exception {
    assumeThat(Files.isDirectory(MODEL)).as("no shared models at %s", MODEL).isTrue();
    graph = GraphImporter.read(MODEL.resolve("model.onnx"), ImportOptions.defaults());
    Map<String, dev.vouch.circuits.node.ValueInfo> infos = new LinkedHashMap<>();
    graph.inputs().forEach(name -> infos.put(name, graph.info(name)));
    samples = Samples.of(infos, Npz.read(MODEL.resolve("inputs.npz"), infos::containsKey));
  }

  private static ModelFile compile(Visibility weights, Visibility input, Visibility output)
      throws Exception {
    return Prover.commit(
        Compiler.compile(
            graph,
            new CompileOptions(weights, input, output),
            Calibrator.calibrate(graph, samples.all())),
        2);
  }

  /**
   * All eight mixes: accepted; of equal length; hidden values nowhere; nothing in common but what
   * is public.
   */
  @ParameterizedTest
  @CsvSource({
    "PRIVATE,PRIVATE,PRIVATE", "PRIVATE,PRIVATE,PUBLIC", "PRIVATE,PUBLIC,PRIVATE",
        "PRIVATE,PUBLIC,PUBLIC",
    "PUBLIC,PRIVATE,PRIVATE", "PUBLIC,PRIVATE,PUBLIC", "PUBLIC,PUBLIC,PRIVATE",
        "PUBLIC,PUBLIC,PUBLIC"
  })
  void provesAndVerifies(Visibility weights, Visibility input, Visibility output) throws Exception {
    ModelFile model = ModelFile.decode(compile(weights, input, output).encode());
    VerifyingKey key = VerifyingKey.decode(model.key().encode());
    Verifier verifier = Verifier.of(key, model.key().modelId());
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference first = prover.prove(samples.get(3));
      ProvedInference second = prover.prove(samples.get(3));
      VerifiedInference verified = verifier.verify(first.proof());
      verifier.verifyAll(java.util.List.of(first.proof(), second.proof()));
      assertThat(verified.weights())
          .isEqualTo(weights == Visibility.PUBLIC ? WeightStatus.PUBLIC : WeightStatus.CERTIFIED);
      assertThat(verified.inputs().get(0).isHidden()).isEqualTo(input == Visibility.PRIVATE);
      assertThat(verified.outputs().get(0).isHidden()).isEqualTo(output == Visibility.PRIVATE);
      long[] outputs = first.execution().outputs().values().iterator().next().integers();
      if (output == Visibility.PUBLIC) {
        assertThat(verified.outputs().get(0).integers()).containsExactly(outputs);
      }
      assertThat(first.proof()).hasSameSizeAs(second.proof());
      assertThat(messages(first, key)).doesNotContainAnyElementsOf(messages(second, key));
      if (output == Visibility.PRIVATE) {
        assertThat(contains(first.proof(), outputs)).isFalse();
      }
      if (input == Visibility.PRIVATE) {
        long[] inputs = first.execution().inputs().values().iterator().next().integers();
        assertThat(contains(first.proof(), inputs)).isFalse();
      }
    }
  }

  /** The 32-byte elements after the public part. */
  private static Set<ByteBuffer> messages(ProvedInference proven, VerifyingKey key)
      throws Exception {
    byte[] messages = dev.vouch.verifier.Proof.decode(proven.proof(), key.circuit()).messages();
    Set<ByteBuffer> elements = new HashSet<>();
    for (int i = 0; i < messages.length; i += 32) {
      elements.add(ByteBuffer.wrap(Arrays.copyOfRange(messages, i, i + 32)));
    }
    return elements;
  }

  /** Whether the values stand anywhere one after the other, as 8, 4 or 2 bytes each. */
  private static boolean contains(byte[] bytes, long[] values) {
    for (int width : new int[] {2, 4, 8}) {
      for (int at = 0; at + 4 * width <= bytes.length; at++) {
        boolean same = true;
        for (int i = 0; i < 4 && same; i++) {
          for (int b = 0; b < width && same; b++) {
            same =
                bytes[at + i * width + b] == (byte) (values[values.length / 2 - 2 + i] >> (8 * b));
          }
        }
        if (same
            && Arrays.stream(values, values.length / 2 - 2, values.length / 2 + 2)
                .anyMatch(v -> v != 0)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void contextIsBound() throws Exception {
    ModelFile model = compile(Visibility.PRIVATE, Visibility.PRIVATE, Visibility.PUBLIC);
    Verifier verifier = Verifier.of(model.key());
    try (Prover prover = Prover.of(model, 2)) {
      byte[] nonce = {1, 2, 3};
      byte[] proof =
          prover.prove(samples.get(0), ProveOptions.defaults().withContext(nonce)).proof();
      verifier.verify(proof, nonce);
      assertThatThrownBy(() -> verifier.verify(proof)).isInstanceOf(ProofRejectedException.class);
    }
  }
}
