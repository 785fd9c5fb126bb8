package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.testing.Net;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a proof says is public lies where the circuit says it does (protocol.md §11, rule 8). */
class StatementTest {
  private static Proof withFirstCell(Proof proof, int tensor, long value) {
    List<long[]> values = new ArrayList<>();
    proof.publicValues().forEach(cells -> values.add(cells.clone()));
    values.get(tensor)[0] = value;
    return new Proof(
        proof.form(),
        proof.factors(),
        proof.modelId(),
        values,
        proof.hiddenPoints(),
        proof.messages());
  }

  private static void assertOutside(VerifyingKey key, Proof proof) {
    assertThatThrownBy(() -> new Statement(key, proof, new byte[0]))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.PUBLIC_VALUE))
        .hasMessageContaining("cell 0 of ");
  }

  @Test
  void publicValuesLieInTheirRange() throws Exception {
    int found = 0;
    for (Net net : Net.all().toList()) {
      VerifyingKey key = VerifyingKey.decode(net.key());
      Circuit circuit = key.circuit();
      Proof proof = Proof.decode(net.proof(), circuit);
      List<Tensor> shown = circuit.tensorsOf(TensorKind.PUBLIC);
      for (int i = 0; i < shown.size(); i++) {
        Tensor.Public tensor = (Tensor.Public) shown.get(i);
        for (long end : new long[] {tensor.lo(), tensor.hi()}) {
          Statement statement =
              new Statement(key, withFirstCell(proof, i, end), new byte[0]); // at the edge
          int index = circuit.tensors().indexOf(tensor);
          assertThat(statement.publicValues().get(index)[0]).isEqualTo(end);
        }
        assertOutside(key, withFirstCell(proof, i, tensor.lo() - 1));
        assertOutside(key, withFirstCell(proof, i, tensor.hi() + 1));
        found++;
      }
    }
    assertThat(found).isPositive();
  }
}
