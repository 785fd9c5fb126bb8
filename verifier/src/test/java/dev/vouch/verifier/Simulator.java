package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.product.TermFactors;
import dev.vouch.verifier.sigma.Commitment;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.transcript.KeccakTranscript;
import dev.vouch.verifier.transcript.MessageException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The simulator that shows zero knowledge: without any witness it makes a proof that is accepted if
 * c is the value that it chose beforehand, and only then. It also makes proofs of any size for
 * measurements.
 */
final class Simulator {
  private final Random random;
  private final TermFactors factors;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  Simulator(long seed) {
    this(seed, TermFactors.JOINED);
  }

  Simulator(long seed, TermFactors factors) {
    this.random = new Random(seed);
    this.factors = factors;
  }

  /** A proof and the challenge c for which it is accepted. */
  record Simulated(byte[] proof, Scalar c) {}

  Simulated run(VerifyingKey key) throws VerificationException, MessageException {
    Layout layout = key.layout();
    List<long[]> publicValues = new ArrayList<>();
    List<byte[]> hidden = new ArrayList<>();
    for (Tensor tensor : layout.circuit().tensors()) {
      if (tensor instanceof Tensor.Public open) {
        long[] values = new long[(int) PaddedSpace.of(open.shape()).cells()];
        Arrays.fill(values, open.lo());
        publicValues.add(values);
      }
    }
    for (Matrix matrix : layout.matrices(TensorKind.INPUT, TensorKind.OUTPUT)) {
      hidden.add(points(random, matrix.rows()));
    }
    messages.writeBytes(points(random, layout.witnessRows() + 1));
    for (int i = 0; i < key.plan(factors).messages(); i++) {
      messages.writeBytes(Samples.scalar(random).toBytes());
    }
    Proof beginning = proof(key, publicValues, hidden);
    Statement statement = new Statement(key, beginning, new byte[0]);
    ProofReplay.Reduced reduced =
        new ProofReplay(statement, beginning, new KeccakTranscript(), Workers.CALLER).reduce();
    Scalar c = Samples.scalar(random);
    sigma(reduced.form(), reduced.commitments(), c);
    return new Simulated(proof(key, publicValues, hidden).encode(key.circuit()), c);
  }

  private Proof proof(VerifyingKey key, List<long[]> publicValues, List<byte[]> hidden) {
    byte[] sent = messages.toByteArray();
    return new Proof(Proof.Form.PLAIN, factors, key.modelId().bytes(), publicValues, hidden, sent);
  }

  private void sigma(QuadraticForm form, List<Commitment> commitments, Scalar c) {
    List<FieldVector> z = new ArrayList<>();
    List<Scalar> blinders = new ArrayList<>();
    for (Commitment commitment : commitments) {
      z.add(Samples.vector(random, commitment.length()));
      blinders.add(Samples.scalar(random));
      Point opening = commit(z.get(z.size() - 1), blinders.get(blinders.size() - 1));
      Point known =
          MultiScalarMultiplication.compute(
              commitment.scalars(), PointVector.concatenate(commitment.points()));
      messages.writeBytes(opening.plus(known.times(c).negate()).encode());
    }
    FieldVector pads = z.get(z.size() - 1);
    FieldVector x = z.size() > 1 ? z.get(0) : null;
    Scalar l1 = Samples.scalar(random);
    Scalar left = c.times(form.linear(x, pads)).plus(form.products(pads, pads)).plus(pads.get(0));
    Scalar l0 = left.plus(c.square().times(form.constant())).minus(c.times(l1));
    messages.writeBytes(l1.toBytes());
    messages.writeBytes(l0.toBytes());
    for (FieldVector vector : z) {
      for (int i = 0; i < vector.length(); i++) {
        messages.writeBytes(vector.get(i).toBytes());
      }
    }
    blinders.forEach(blinder -> messages.writeBytes(blinder.toBytes()));
  }

  private static Point commit(FieldVector values, Scalar blinder) {
    Point sum = MultiScalarMultiplication.compute(values, Generators.first(values.length()));
    return sum.plus(Generators.blinder().times(blinder));
  }

  /** Random points, 32 bytes each. */
  static byte[] points(Random random, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] seed = new byte[32];
    while (out.size() < 32 * count) {
      random.nextBytes(seed);
      byte[] candidate = Identifiers.sha3(seed);
      candidate[31] &= (byte) 0xbf; // x below 2^254
      if (Point.decode(candidate).isPresent()) {
        out.writeBytes(candidate);
      }
    }
    return out.toByteArray();
  }

  /** Random model points for a circuit. */
  static VerifyingKey key(Circuit circuit, long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> rows = new ArrayList<>();
    for (Matrix matrix : Layout.of(circuit).matrices(TensorKind.MODEL)) {
      rows.add(points(random, matrix.rows()));
    }
    return VerifyingKey.of(circuit, rows, new byte[0]);
  }
}
