package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A proof fits its own statement alone, and proofs of one statement have nothing in common. */
class StatementTest {
  private static final int INPUTS = 20;
  private static final Map<String, TensorData> ONE = Networks.input(INPUTS, 1);
  private static final Map<String, TensorData> OTHER = Networks.input(INPUTS, 2);

  private static ModelFile model;
  private static ModelFile sameArchitecture;
  private static Prover prover;
  private static Verifier verifier;

  @BeforeAll
  static void commit() throws Exception {
    CompileOptions options = CompileOptions.defaults();
    model = Prover.commit(Networks.dense(options, INPUTS, 40, 5), 2);
    sameArchitecture = Prover.commit(Networks.dense(options, INPUTS, 40, 5), 2);
    prover = Prover.of(model, 2);
    verifier = Verifier.of(model.key());
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  private static Proof prove(Map<String, TensorData> input) throws Exception {
    return Proof.decode(prover.prove(input).proof(), model.key().circuit());
  }

  private static void rejected(Verifier by, Proof proof, RejectionReason reason) {
    assertThatThrownBy(() -> by.verify(proof.encode(by.key().circuit())))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void partsOfTwoProofsMakeNone() throws Exception {
    Proof one = prove(ONE);
    Proof other = prove(OTHER);
    byte[] id = one.modelId();
    assertThat(one.publicValues().get(0)).isNotEqualTo(other.publicValues().get(0));
    verifier.verify(
        new Proof(id, one.publicValues(), one.hiddenPoints(), one.messages())
            .encode(verifier.key().circuit()));
    for (int mix = 1; mix < 7; mix++) {
      Proof mixed =
          new Proof(
              id,
              (mix & 1) == 0 ? one.publicValues() : other.publicValues(),
              (mix & 2) == 0 ? one.hiddenPoints() : other.hiddenPoints(),
              (mix & 4) == 0 ? one.messages() : other.messages());
      rejected(verifier, mixed, RejectionReason.QUADRATIC_FORM);
    }
  }

  /** Not even where the other model has the same weights, under other blinders. */
  @Test
  void anotherModelOfTheSameArchitecture() throws Exception {
    Verifier others = Verifier.of(sameArchitecture.key());
    Proof proof = prove(ONE);
    rejected(others, proof, RejectionReason.MODEL_ID);
    Proof renamed =
        new Proof(
            sameArchitecture.key().modelId().bytes(),
            proof.publicValues(),
            proof.hiddenPoints(),
            proof.messages());
    rejected(others, renamed, RejectionReason.QUADRATIC_FORM);
  }

  /** Equal length, and no point and no scalar twice: not within a proof, and not in both. */
  @Test
  void twoProofsOfOneInferenceShareNothing() throws Exception {
    Proof first = prove(ONE);
    Proof second = prove(ONE);
    assertThat(second.publicValues().get(0)).isEqualTo(first.publicValues().get(0));
    assertThat(second.messages()).hasSameSizeAs(first.messages());
    Set<String> elements = new HashSet<>();
    int count = 0;
    for (Proof proof : List.of(first, second)) {
      count += addAll(elements, proof.messages());
      for (byte[] points : proof.hiddenPoints()) {
        count += addAll(elements, points);
      }
    }
    assertThat(count).isGreaterThan(500);
    assertThat(elements).hasSize(count);
  }

  private static int addAll(Set<String> elements, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 32) {
      elements.add(HexFormat.of().formatHex(bytes, at, at + 32));
    }
    return bytes.length / 32;
  }

  /** Whoever guesses the input still does not know its blinder. */
  @Test
  void aGuessedInputIsNotConfirmed() throws Exception {
    ModelFile hiddenOutput =
        Prover.commit(
            Networks.dense(CompileOptions.defaults().withOutput(Visibility.PRIVATE), INPUTS, 40, 5),
            2);
    try (Prover of = Prover.of(hiddenOutput, 2)) {
      ProvedInference proven = of.prove(ONE);
      Proof proof = Proof.decode(proven.proof(), hiddenOutput.key().circuit());
      assertThat(proof.hiddenPoints()).hasSize(2);
      for (int tensor = 0; tensor < 2; tensor++) {
        long[] values = proven.openings().tensors().get(tensor).values();
        for (Scalar guess : List.of(Scalar.ZERO, Scalar.ONE)) {
          FieldVector scalars = FieldVector.of(values).copyOf(values.length + 1);
          scalars.set(values.length, guess);
          PointVector bases =
              PointVector.concatenate(
                  List.of(Generators.first(values.length), PointVector.of(Generators.blinder())));
          assertThat(MultiScalarMultiplication.compute(scalars, bases).encode())
              .isNotEqualTo(proof.hiddenPoints().get(tensor));
        }
      }
    }
  }
}
