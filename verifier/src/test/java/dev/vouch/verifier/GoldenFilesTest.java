package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.VerifiedChain;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.OpeningsFile;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.rows.RowComparison;
import dev.vouch.verifier.rows.RowOpening;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import dev.vouch.verifier.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and proofs that were ever written are read and accepted (docs/spec/golden). */
class GoldenFilesTest {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "golden");

  static List<Path> cases() throws IOException {
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> generations = Files.list(FOLDER)) {
      for (Path generation : generations.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> folders = Files.list(generation)) {
          cases.addAll(folders.sorted().toList());
        }
      }
    }
    assertThat(cases).hasSizeGreaterThanOrEqualTo(3);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keysAreReadAndWrittenBack(Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.vk"));
    JsonNode expected = expected(folder);
    VerifyingKey key =
        VerifyingKey.decode(bytes, ModelId.parse(expected.get("modelId").textValue()));
    assertThat(key.encode()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void proofsAreAcceptedInBothForms(Path folder) throws Exception {
    JsonNode expected = expected(folder);
    Verifier verifier =
        Verifier.of(VerifyingKey.decode(Files.readAllBytes(folder.resolve("model.vk"))));
    byte[] context = Vectors.bytes(expected.get("context"));
    for (String name : List.of("plain.proof", "compact.proof")) {
      byte[] proof = Files.readAllBytes(folder.resolve(name));
      VerifiedInference inference = verifier.verify(proof, context);
      assertThat(inference.weights()).hasToString(expected.get("weights").textValue());
      assertIntegers(expected.get("inputs"), inference.inputs());
      assertIntegers(expected.get("outputs"), inference.outputs());
      assertThatThrownBy(() -> verifier.verify(proof, new byte[0]))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfRows")
  void proofsOfRowsAreAccepted(Path folder) throws Exception {
    Verifier verifier =
        Verifier.of(VerifyingKey.decode(Files.readAllBytes(folder.resolve("model.vk"))));
    byte[] context = Vectors.bytes(expected(folder).get("context"));
    try (RowProofReader proofs =
        RowProofReader.of(Files.newInputStream(folder.resolve("rows.proofs")))) {
      RowVerdict verdict = RowVerifier.of(verifier, context).verify(proofs, rows -> {});
      assertThat(verdict.rows()).isEqualTo("rows 0 to 5");
      assertThat(verdict.complete()).isFalse();
    }
  }

  static List<Path> casesOfRows() throws IOException {
    return casesWith("rows.proofs");
  }

  static List<Path> casesOfCommittedData() throws IOException {
    return casesWith("data.commitment");
  }

  /** The data id of the commitment is that of the proofs; one row and the sum of all open. */
  @ParameterizedTest
  @MethodSource("casesOfCommittedData")
  void proofsAreAboutCommittedDataAndOpen(Path folder) throws Exception {
    JsonNode expected = expected(folder);
    Verifier verifier =
        Verifier.of(VerifyingKey.decode(Files.readAllBytes(folder.resolve("model.vk"))));
    RowOpening row = opening(folder, "row.opening.json");
    RowOpening sum = opening(folder, "sum.opening.json");
    try (DataCommitmentFile data = DataCommitmentFile.open(folder.resolve("data.commitment"));
        RowProofReader proofs =
            RowProofReader.of(Files.newInputStream(folder.resolve("committed.proofs")))) {
      RowComparison comparison = new RowComparison(data);
      RowVerdict verdict =
          RowVerifier.of(verifier, Vectors.bytes(expected.get("context")))
              .verify(proofs, comparison.andThen(row).andThen(sum));
      comparison.requireSame();
      assertThat(verdict.complete()).isTrue();
      assertThat(verdict.dataId()).isEqualTo(data.commitment().dataId());
      assertThat(verdict.dataId().hex()).isEqualTo(expected.get("dataId").textValue());
    }
    assertThat(row.result().integers()).isNotEmpty();
    assertThat(sum.result().integers()).isNotEmpty();
    try (OpeningsFile openings = OpeningsFile.open(folder.resolve("results.openings"))) {
      assertThat(openings.count()).isEqualTo(6);
    }
  }

  static List<Path> casesOfPublicRows() throws IOException {
    return casesWith("public.commitment");
  }

  @ParameterizedTest
  @MethodSource("casesOfPublicRows")
  void proofsAreAboutPublicRows(Path folder) throws Exception {
    JsonNode expected = expected(folder);
    Verifier verifier =
        Verifier.of(VerifyingKey.decode(Files.readAllBytes(folder.resolve("model.vk"))));
    try (DataCommitmentFile data = DataCommitmentFile.open(folder.resolve("public.commitment"));
        RowProofReader proofs =
            RowProofReader.of(Files.newInputStream(folder.resolve("public.proofs")))) {
      RowComparison comparison = new RowComparison(data);
      RowVerdict verdict =
          RowVerifier.of(verifier, Vectors.bytes(expected.get("context")))
              .verify(proofs, comparison);
      comparison.requireSame();
      assertThat(verdict.complete()).isTrue();
      assertThat(verdict.dataId()).isEqualTo(data.commitment().dataId());
      assertThat(verdict.dataId().hex()).isEqualTo(expected.get("dataId").textValue());
    }
  }

  static List<Path> casesOfRowsOfChains() throws IOException {
    return casesWith("chain.proofs");
  }

  @ParameterizedTest
  @MethodSource("casesOfRowsOfChains")
  void rowsOfChainsAreThoseCommittedTo(Path folder) throws Exception {
    JsonNode expected = expected(folder);
    ChainKey key =
        ChainKey.decode(Files.readAllBytes(folder.resolve("chain.vk")), KeyReader.create());
    try (RowProofReader proofs =
        RowProofReader.of(Files.newInputStream(folder.resolve("chain.proofs")))) {
      RowVerdict verdict =
          RowVerifier.of(ChainVerifier.of(key), Vectors.bytes(expected.get("context")))
              .verify(proofs, rows -> {});
      assertThat(verdict.complete()).isTrue();
      assertThat(verdict.dataId().hex()).isEqualTo(expected.get("dataId").textValue());
    }
  }

  private static List<Path> casesWith(String file) throws IOException {
    List<Path> cases =
        cases().stream().filter(folder -> Files.exists(folder.resolve(file))).toList();
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private static RowOpening opening(Path folder, String name) throws Exception {
    return new RowOpening(TensorOpening.parse(Files.readAllBytes(folder.resolve(name))));
  }

  static List<Path> casesOfChains() throws IOException {
    return casesWith("chain.vk");
  }

  @ParameterizedTest
  @MethodSource("casesOfChains")
  void chainsAreReadWrittenBackAndAccepted(Path folder) throws Exception {
    JsonNode expected = expected(folder);
    byte[] bytes = Files.readAllBytes(folder.resolve("chain.vk"));
    ChainKey key = ChainKey.decode(bytes, KeyReader.create());
    assertThat(key.encode()).isEqualTo(bytes);
    assertThat(key.modelId().hex()).isEqualTo(expected.get("chainId").textValue());
    byte[] proof = Files.readAllBytes(folder.resolve("chain.proof"));
    assertThat(ChainProof.decode(proof).encode()).isEqualTo(proof);
    VerifiedChain chain =
        ChainVerifier.of(key).verify(proof, Vectors.bytes(expected.get("context")));
    assertThat(chain.outputs()).isNotEmpty();
  }

  private static JsonNode expected(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
  }

  private static void assertIntegers(JsonNode expected, List<VerifiedTensor> tensors) {
    assertThat(tensors).hasSize(expected.size());
    for (VerifiedTensor tensor : tensors) {
      JsonNode integers = expected.get(tensor.name());
      assertThat(tensor.isHidden()).isEqualTo(integers.isNull());
      if (!tensor.isHidden()) {
        List<Long> values = new ArrayList<>();
        integers.forEach(value -> values.add(value.longValue()));
        assertThat(tensor.integers()).containsExactly(values.toArray(Long[]::new));
      }
    }
  }
}
