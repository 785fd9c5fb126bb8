package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/**
 * A model with an input beside the data, of which no id tells: whoever proves fills it as he likes,
 * so the id of the others must not pass for that of the data.
 */
class DataWithoutIdTest {
  private static final int ROWS = 4;

  private final VerifyingKey key;
  private final VerifiedInference inference;

  DataWithoutIdTest() throws MalformedKeyException {
    this.key = key();
    this.inference = inference(key);
  }

  /**
   * x of four rows of three cells, and z, whose tensor does not have the rows as its first axis.
   */
  private static VerifyingKey key() throws MalformedKeyException {
    CircuitSketch sketch = new CircuitSketch(3);
    sketch.add(new Tensor.Public("x", List.of(ROWS, 3), 0, 3, 0));
    sketch.inputs.add(new Port("x", ValueType.INTEGER, List.of(ROWS, 3), 0));
    sketch.add(new Tensor.Public("z", List.of(2 * ROWS), 0, 3, 0));
    sketch.inputs.add(new Port("z", ValueType.INTEGER, List.of(ROWS, 2), 1));
    int y = sketch.publicOutput("y", 0, 3, ROWS);
    sketch.zeros.add(sketch.derived("zero", List.of(ROWS), sketch.same(1, y)));
    return VerifyingKey.of(sketch.circuit(), List.of(), new byte[0]);
  }

  private static VerifiedInference inference(VerifyingKey key) {
    Circuit circuit = key.circuit();
    List<VerifiedTensor> inputs =
        circuit.inputs().stream().map(port -> input(circuit, port)).toList();
    return new VerifiedInference(
        key.modelId(), inputs, List.of(), WeightStatus.PUBLIC, new SecurityLevel(List.of(), 126));
  }

  private static VerifiedTensor input(Circuit circuit, Port port) {
    long[] integers = new long[(int) circuit.tensors().get(port.tensor()).size()];
    return new VerifiedTensor(
        port.name(),
        port.type(),
        port.shape(),
        0,
        null,
        integers,
        null,
        new PublicInput(circuit, port));
  }

  /** Takes any proof. */
  private record Accepting(VerifyingKey key, VerifiedInference result) implements ProofVerifier {
    @Override
    public ProofVerifier withPool(ForkJoinPool pool) {
      return this;
    }

    @Override
    public ProofVerifier withPublicWeightsOfParts(List<List<long[]>> values) {
      return this;
    }

    @Override
    public VerifiedResult verify(byte[] proof, byte[] context) {
      return result;
    }

    @Override
    public List<VerifiedInference> verifyAll(List<byte[]> proofs, List<byte[]> contexts) {
      return proofs.stream().map(proof -> result).toList();
    }
  }

  @Test
  void allRowsOfTheOtherInputsHaveAnIdAndTheDataHaveNone() throws Exception {
    Iterator<RowProof> proofs =
        List.of(new RowProof(new RowRange(0, ROWS, ROWS, true), new byte[0])).iterator();
    RowVerdict verdict =
        RowVerifier.of(new Accepting(key, inference), new byte[0])
            .verify(() -> proofs.hasNext() ? proofs.next() : null, rows -> {});
    assertThat(verdict.complete()).isTrue();
    assertThat(verdict.ids().without()).containsExactly("z");
    assertThat(verdict.dataId(List.of("x")))
        .isEqualTo(DataId.of(Map.of("x", inference.input("x").commitmentId())));
    assertThatThrownBy(verdict::dataId)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[z]");
    assertThatThrownBy(() -> verdict.inputId("z")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void neitherHasASingleProof() {
    assertThatThrownBy(inference::dataId)
        .isInstanceOf(NoRowFormatException.class)
        .hasMessageContaining("'z'");
  }
}
