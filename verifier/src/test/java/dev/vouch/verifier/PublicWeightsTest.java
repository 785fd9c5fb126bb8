package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.Addresses;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.RecordingTranscript;
import dev.vouch.verifier.transcript.KeccakTranscript;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A verifier that knows the weights compares every one of them with the key. */
class PublicWeightsTest {
  private static final int LO = -9;
  private static final int HI = 8;

  private final Random random = new Random(2);
  private final Circuit circuit;
  private final List<long[]> values = new ArrayList<>();

  PublicWeightsTest() {
    CircuitSketch n = new CircuitSketch(4); // columns cut the first axis, the second, or the last
    int x = n.input("x", 0, 3, 3);
    n.lookup(n.rangeTable("t", 0, 4), x);
    for (List<Integer> shape :
        List.of(List.of(3, 5), List.<Integer>of(), List.of(3, 2, 3), List.of(2, 20))) {
      int tensor = n.model("w" + values.size(), LO, HI, shape.toArray(Integer[]::new));
      long size = n.tensors.get(tensor).size();
      values.add(random.longs(size, LO, HI + 1).toArray());
    }
    values.get(0)[0] = LO;
    values.get(0)[14] = HI;
    circuit =
        new Circuit(1, true, n.c, n.tensors, n.tables, n.lookups, List.of(), n.inputs, List.of());
  }

  private Verifier verifier(List<long[]> committed) throws Exception {
    List<Tensor.Committed> tensors = KeyParts.modelTensors(circuit);
    List<byte[]> points = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      points.add(rows(tensors.get(i), committed.get(i)));
    }
    return Verifier.of(VerifyingKey.of(circuit, points, new byte[0]));
  }

  /** Row by row Com(row; 1), with each cell at its address (protocol.md §2.2). */
  private static byte[] rows(Tensor.Committed tensor, long[] values) {
    PaddedSpace space = PaddedSpace.of(tensor.shape());
    int columns = 1 << tensor.columnBits();
    TreeMap<Integer, FieldVector> rows = new TreeMap<>();
    for (int cell = 0; cell < values.length; cell++) {
      int address = Addresses.of(space, cell);
      rows.computeIfAbsent(address / columns, row -> new FieldVector(columns))
          .set(address % columns, Scalar.of(values[cell]));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (FieldVector row : rows.values()) {
      Point open = MultiScalarMultiplication.compute(row, Generators.first(columns));
      bytes.writeBytes(open.plus(Generators.blinder()).encode());
    }
    return bytes.toByteArray();
  }

  private static void refused(Verifier verifier, List<long[]> values, String message) {
    refused(() -> verifier.withPublicWeights(values), message);
  }

  private static void refused(ThrowingCallable comparison, String message) {
    assertThatThrownBy(comparison)
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.PUBLIC_WEIGHTS))
        .hasMessageContaining(message);
  }

  private static List<long[]> copy(List<long[]> values) {
    return new ArrayList<>(values.stream().map(long[]::clone).toList());
  }

  @Test
  void theKeysWeightsAreAccepted() throws Exception {
    Verifier declared = verifier(values);
    assertThat(declared.weights()).isEqualTo(WeightStatus.DECLARED_PUBLIC);
    assertThat(declared.withPublicWeights(values).weights()).isEqualTo(WeightStatus.PUBLIC);
  }

  @Test
  void anyOtherWeightIsRefused() throws Exception {
    Verifier verifier = verifier(values);
    for (int tensor = 0; tensor < values.size(); tensor++) {
      for (int cell = 0; cell < values.get(tensor).length; cell++) {
        List<long[]> others = copy(values);
        others.get(tensor)[cell] += others.get(tensor)[cell] == HI ? -1 : 1;
        refused(verifier, others, "commitments are of others");
      }
    }
  }

  @Test
  void weightsOutsideTheirRangeAreRefusedThoughTheyAreTheKeys() throws Exception {
    for (long outside : new long[] {LO - 1, HI + 1}) {
      List<long[]> others = copy(values);
      others.get(2)[5] = outside;
      refused(verifier(others), others, "a cell of tensor w2 is outside its declared range");
    }
  }

  @Test
  void othersInNumberAreRefused() throws Exception {
    Verifier verifier = verifier(values);
    refused(verifier, values.subList(0, 3), "there are 4 tensors, not 3");
    List<long[]> longer = copy(values);
    longer.set(0, IntStream.range(0, 16).mapToLong(i -> 0).toArray());
    refused(verifier, longer, "tensor w0 has not 16 cells");
  }

  @Test
  void weightsOfEachPartAreCompared() throws Exception {
    List<long[]> others = copy(values);
    others.get(3)[0] = others.get(3)[0] == HI ? LO : HI;
    Verifier first = verifier(values);
    Verifier second = verifier(others);
    JointVerifier parts = JointVerifier.of(List.of(first, second));
    assertThat(parts.withPublicWeights(List.of(values, others)).keys())
        .containsExactly(first.key(), second.key());
    refused(() -> parts.withPublicWeights(List.of(values, values)), "commitments are of others");
    assertThatThrownBy(() -> parts.withPublicWeights(List.of(values, values)))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.batchIndex()).hasValue(1));
    refused(() -> parts.withPublicWeights(List.of(values)), "the number of parts is 1, not 2");
    refused(
        () -> parts.withPublicWeights(List.of(values, others, values)),
        "the number of parts is 3, not 2");
    assertThat(first.withPublicWeightsOfParts(List.of(values)).weights())
        .isEqualTo(WeightStatus.PUBLIC);
    refused(
        () -> first.withPublicWeightsOfParts(List.of(values, others)),
        "the number of parts is 2, not 1");
  }

  /** The factors follow from key and values: they are drawn after both are taken in. */
  @Test
  void factorsDependOnKeyAndValues() throws Exception {
    List<long[]> others = copy(values);
    others.get(1)[0] = others.get(1)[0] == HI ? LO : HI;
    assertThat(List.of(factor(values, values), factor(values, others), factor(others, values)))
        .doesNotHaveDuplicates();
  }

  private String factor(List<long[]> committed, List<long[]> said) throws Exception {
    RecordingTranscript transcript = new RecordingTranscript();
    VerifyingKey key = verifier(committed).key();
    try {
      PublicWeights.check(key, said, transcript, Workers.CALLER);
    } catch (ProofRejectedException e) {
      assertThat(e.reason()).isEqualTo(RejectionReason.PUBLIC_WEIGHTS);
    }
    return transcript.challenges().get(0).value();
  }

  /** Blinders that are not 1 hide the weights: nobody can know them from the key. */
  @Test
  void hiddenWeightsAreRefused() throws Exception {
    List<byte[]> points = new ArrayList<>();
    List<Tensor.Committed> tensors = KeyParts.modelTensors(circuit);
    for (int i = 0; i < tensors.size(); i++) {
      byte[] rows = rows(tensors.get(i), values.get(i));
      if (i == 0) {
        PointVector first = PointVector.decode(rows, 0, 1);
        byte[] blinded = first.get(0).plus(Generators.blinder()).encode();
        System.arraycopy(blinded, 0, rows, 0, blinded.length);
      }
      points.add(rows);
    }
    Verifier verifier = Verifier.of(VerifyingKey.of(circuit, points, new byte[0]));
    refused(verifier, values, "commitments are of others");
    VerifyingKey certified = VerifyingKey.of(circuit, points, new byte[] {1});
    assertThatThrownBy(
            () -> PublicWeights.check(certified, values, new KeccakTranscript(), Workers.CALLER))
        .hasMessageContaining("as keys of hidden weights do");
  }
}
