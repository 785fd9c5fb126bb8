package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.ffi.NativeSession.NativeProof;
import dev.vouch.prover.ffi.TestProver;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A compiled network: a prover that does not check its witness convinces nobody of a false cell.
 */
class FalseWitnessTest {
  private static final byte[] NO_CONTEXT = {};
  private static final byte[] SEED = new byte[32];
  private static final long[] CHANGES = {1, -1, 256, -65536};

  @ParameterizedTest
  @EnumSource(Visibility.class)
  void everyCellOfACompiledNetwork(Visibility shown) throws Exception {
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, shown, shown);
    CompiledNetwork network = Networks.dense(options, 3, 4, 2);
    ModelFile model = Prover.commit(network, 1);
    VerifyingKey key = model.key();
    long[] honest = network.execute(Networks.input(3, 5)).witnessValues();
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    List<String> accepted = new ArrayList<>();
    try (TestProver prover = new TestProver(key.circuitBytes())) {
      long[] weights = model.modelValues().stream().flatMapToLong(LongStream::of).toArray();
      prover.load(weights, joined(key.modelPointBytes()), joined(model.blinders()));
      Verifier verifier = Verifier.of(key);
      verifier.verify(proof(prover, key, honest), NO_CONTEXT);
      for (int cell = 0; cell < honest.length; cell++) {
        for (long change : CHANGES) {
          long[] witness = honest.clone();
          witness[cell] += change;
          byte[] proof = proof(prover, key, witness);
          try {
            verifier.verify(proof, NO_CONTEXT);
            accepted.add("cell " + cell + " changed by " + change);
          } catch (ProofRejectedException e) {
            reasons.add(e.reason());
          }
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(reasons).contains(RejectionReason.QUADRATIC_FORM);
  }

  private static byte[] proof(TestProver prover, VerifyingKey key, long[] witness)
      throws Exception {
    NativeProof proof = prover.prove(NO_CONTEXT, witness, SEED);
    WitnessSlices slices = new WitnessSlices(key.layout());
    List<byte[]> rows = slices.hiddenRows(proof.hiddenPoints());
    return new Proof(key.modelId(), slices.publicValues(witness), rows, proof.messages()).encode();
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
