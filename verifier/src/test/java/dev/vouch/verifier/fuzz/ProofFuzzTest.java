package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.testing.Net;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs, plain and compact: none but those of the vectors is accepted. */
class ProofFuzzTest {
  /** A circuit of the vectors, and its proofs that are accepted. */
  private record Subject(Verifier verifier, byte[] context, List<byte[]> proofs) {}

  private static final List<Subject> SUBJECTS = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    if (SUBJECTS.isEmpty()) {
      for (Net net : Net.all().toList()) {
        Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
        byte[] compact = verifier.compact(net.proof(), net.context());
        SUBJECTS.add(new Subject(verifier, net.context(), List.of(net.proof(), compact)));
      }
    }
  }

  /** The number of the circuit in one byte, then the proof. */
  static Stream<byte[]> seeds() throws Exception {
    read();
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < SUBJECTS.size(); i++) {
      for (byte[] proof : SUBJECTS.get(i).proofs()) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(i);
        seed.writeBytes(proof);
        seeds.add(seed.toByteArray());
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void proof(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Subject subject = SUBJECTS.get(Byte.toUnsignedInt(bytes[0]) % SUBJECTS.size());
    byte[] proof = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      subject.verifier().verify(proof, subject.context());
      assertThat(subject.proofs()).as("accepted proofs").anyMatch(p -> Arrays.equals(p, proof));
    } catch (MalformedProofException | ProofRejectedException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
