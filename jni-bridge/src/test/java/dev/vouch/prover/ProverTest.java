package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.ClampedInput;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the facade returns, and what it refuses. */
class ProverTest {
  private static final int INPUTS = 12;
  private static final Map<String, TensorData> INPUT = Networks.input(INPUTS, 7);

  private static ModelFile model;
  private static Verifier verifier;

  @BeforeAll
  static void compile() throws Exception {
    model = commit(CompileOptions.defaults());
    verifier = Verifier.of(model.key());
  }

  private static ModelFile commit(CompileOptions options) throws Exception {
    return Prover.commit(Networks.dense(options, INPUTS, 40, 5), 2);
  }

  @Test
  void readsItsFileAndProves(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.vouch");
    model.write(file);
    try (Prover prover = Prover.open(file)) {
      assertThat(prover.key().modelId()).isEqualTo(model.key().modelId());
      ProvedInference proven = prover.prove(INPUT);
      long[] verified = verifier.verify(proven.proof()).output("y").integers();
      assertThat(verified).containsExactly(proven.execution().outputs().get("y").integers());
      assertThat(proven.stages()).containsOnlyKeys(Stage.values());
      assertThat(proven.stages().values()).noneMatch(time -> time.isNegative());
    }
  }

  @Test
  void saysWhatWasCutOffAndProvesNothingOfItIfStrict() throws Exception {
    double[] large = new double[INPUTS];
    Arrays.fill(large, 1e6);
    Map<String, TensorData> beyond =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, INPUTS}, large));
    ProveOptions strict = ProveOptions.defaults().withStrict();
    try (Prover prover = Prover.of(model, 2)) {
      assertThat(prover.prove(INPUT, strict).warnings()).isEmpty();
      ProvedInference proven = prover.prove(beyond);
      verifier.verify(proven.proof());
      assertThat(proven.warnings().get(0))
          .isInstanceOfSatisfying(
              ClampedInput.class,
              input -> {
                assertThat(input.input()).isEqualTo("x");
                assertThat(input.count()).isEqualTo(INPUTS);
                assertThat(input.size()).isEqualTo(INPUTS);
              });
      assertThatThrownBy(() -> prover.prove(beyond, strict))
          .isInstanceOfSatisfying(
              SaturatedException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(ProverException.Reason.SATURATED);
                assertThat(e.warnings()).isEqualTo(proven.warnings());
              })
          .hasMessageContaining("input 'x': 12 of 12")
          .hasMessageNotContaining("1000000");
    }
  }

  @Test
  void openingsOpenTheCommitmentsInTheProof() throws Exception {
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(INPUT);
      List<byte[]> points = Proof.decode(proven.proof(), model.key().circuit()).hiddenPoints();
      List<Matrix> matrices = model.key().layout().matrices(TensorKind.INPUT, TensorKind.OUTPUT);
      assertThat(matrices).hasSize(1);
      assertThat(matrices.get(0).rows()).isEqualTo(1);
      Openings.Opening opening = proven.openings().tensors().get(0);
      int columns = opening.values().length;
      FieldVector scalars = FieldVector.of(opening.values()).copyOf(columns + 1);
      scalars.set(columns, Scalar.fromBytes(opening.blinders()));
      List<PointVector> bases =
          List.of(Generators.first(columns), PointVector.of(Generators.blinder()));
      assertThat(
              MultiScalarMultiplication.compute(scalars, PointVector.concatenate(bases)).encode())
          .isEqualTo(points.get(0));
    }
  }

  @Test
  void commitmentsOfHiddenWeightsHaveNothingInCommon() throws Exception {
    ModelFile again = commit(CompileOptions.defaults());
    assertThat(again.key().circuitBytes()).isEqualTo(model.key().circuitBytes());
    assertThat(again.key().modelId()).isNotEqualTo(model.key().modelId());
    List<String> rows = new ArrayList<>(rows(model));
    rows.addAll(rows(again));
    assertThat(rows).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }

  private static List<String> rows(ModelFile of) {
    List<String> rows = new ArrayList<>();
    for (byte[] tensor : of.key().modelPointBytes()) {
      for (int at = 0; at < tensor.length; at += 32) {
        rows.add(HexFormat.of().formatHex(tensor, at, at + 32));
      }
    }
    return rows;
  }

  @Test
  void publicWeightsAreAlwaysCommittedAlike() throws Exception {
    CompileOptions open = CompileOptions.defaults().withWeights(Visibility.PUBLIC);
    assertThat(commit(open).key().encode()).isEqualTo(commit(open).key().encode());
  }

  @Test
  void argumentsAreChecked() throws Exception {
    for (int threads : new int[] {-1, 0, 1025}) {
      assertThatThrownBy(() -> Prover.of(model, threads))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ProveOptions.defaults().withContext(new byte[65537]))
        .isInstanceOf(IllegalArgumentException.class);
    try (Prover prover = Prover.of(model, 1)) {
      assertThatThrownBy(() -> prover.prove(Map.of())).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> prover.prove(Networks.input(INPUTS + 1, 1)))
          .isInstanceOf(InvalidInputException.class);
      byte[] context = new byte[65536];
      byte[] proof = prover.prove(INPUT, ProveOptions.defaults().withContext(context)).proof();
      assertThat(verifier.verify(proof, context).output("y").integers()).hasSize(5);
    }
  }

  @Test
  void nothingSecretIsPrinted() throws Exception {
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(INPUT);
      String secret = Arrays.toString(proven.openings().tensors().get(0).values());
      assertThat(proven.toString() + proven.openings() + model)
          .hasSizeLessThan(400)
          .doesNotContain(secret);
    }
  }
}
