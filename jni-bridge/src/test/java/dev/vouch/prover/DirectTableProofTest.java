package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proofs of functions whose tables are outside the lookup tree (protocol.md §4). */
class DirectTableProofTest {
  private static final int ELEMENT = PrimeField.BYTES;
  private static final int WIDTH = 5;
  private static final byte[] NO_CONTEXT = {};

  private static Layout layout;
  private static Verifier verifier;
  private static ProvedInference proven;

  @BeforeAll
  static void prove() throws Exception {
    CompiledNetwork network = Networks.function(CompileOptions.defaults(), "Sigmoid", WIDTH);
    assertThat(network.circuit().tables()).isNotEmpty().allMatch(Table::direct);
    ModelFile model = Prover.commit(network, 2);
    layout = model.key().layout();
    verifier = Verifier.of(model.key());
    try (Prover prover = Prover.of(model, 2)) {
      proven = prover.prove(Networks.input(WIDTH, 5));
    }
  }

  /** Where the protocol's messages begin; the multiplicities' rows are among the first. */
  private static int messages() {
    return proven.proof().length - Math.toIntExact(Plan.of(layout).messageBytes());
  }

  private static void assertAccepted(VerifiedInference verified) {
    assertThat(verified.outputs().get(0).integers())
        .containsExactly(proven.execution().outputs().get("y").integers());
  }

  private static void assertRejected(byte[] changed) {
    assertThatThrownBy(() -> verifier.verify(changed))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.QUADRATIC_FORM));
  }

  @Test
  void isAcceptedAloneWithAPoolInABatchAndCompact() throws Exception {
    byte[] proof = proven.proof();
    assertAccepted(verifier.verify(proof));
    assertAccepted(verifier.withPool(ForkJoinPool.commonPool()).verify(proof));
    byte[] compact = verifier.compact(proof, NO_CONTEXT);
    assertThat(compact.length).isLessThan(proof.length);
    assertAccepted(verifier.verify(compact));
    verifier.verifyAll(List.of(proof, compact)).forEach(DirectTableProofTest::assertAccepted);
  }

  /** The third hidden message, after q_root and inv. */
  @Test
  void anotherSumIsRejected() {
    byte[] proof = proven.proof();
    int at = messages() + ELEMENT * (layout.witnessRows() + 1 + 2);
    Scalar sum = Scalar.fromBytes(proof, at);
    for (Scalar other : List.of(Scalar.ZERO, sum.plus(Scalar.ONE), sum.negate())) {
      other.toBytes(proof, at);
      assertRejected(proof);
    }
  }

  /** Each row of each multiplicity, committed to with one entry one larger. */
  @Test
  void anotherMultiplicityIsRejected() {
    Point one = Generators.first(1).get(0);
    List<Matrix> witness = layout.matrices(TensorKind.WITNESS);
    for (Table table : layout.circuit().tables()) {
      Matrix matrix = layout.matrix(table.multiplicity());
      for (int row = 0; row < Math.min(matrix.rows(), 3); row++) {
        byte[] proof = proven.proof();
        int at = messages() + ELEMENT * (matrix.firstRow() - witness.get(0).firstRow() + row);
        Point committed = Point.decode(Arrays.copyOfRange(proof, at, at + ELEMENT)).orElseThrow();
        System.arraycopy(committed.plus(one).encode(), 0, proof, at, ELEMENT);
        assertRejected(proof);
      }
    }
  }
}
