package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile bytes end in a typed exception: no other exception, no hang, and nothing but the original
 * is accepted.
 */
class ParserFuzzTest {
  private static final long NANOS = 2_000_000_000L;
  private static final byte[][] INTERESTING = {
    new byte[32],
    {-1, -1, -1, -1},
    {0, 0, 0, -128},
    {1, 0, 0, 0},
    {-1, -1, -1, 127},
    {0, 0, 0, 0, 0, 0, 0, 64}
  };

  /** One to three changes: bits, bytes, integers at the edges, cuts, insertions, moved parts. */
  static byte[] mutate(Random random, byte[] original) {
    byte[] bytes = original.clone();
    for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> {
          byte[] value = INTERESTING[random.nextInt(INTERESTING.length)];
          System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
        }
        case 3 ->
            bytes =
                Arrays.copyOf(
                    bytes,
                    random.nextInt(10) == 0 ? at : Math.max(at, bytes.length - random.nextInt(40)));
        case 4 -> bytes = insert(bytes, at, random);
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
          System.arraycopy(bytes.clone(), from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] insert(byte[] bytes, int at, Random random) {
    byte[] more = new byte[1 + random.nextInt(40)];
    random.nextBytes(more);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, longer, at, more.length);
    System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
    return longer;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12})
  void circuits(long seed) {
    Random random = new Random(seed);
    List<byte[]> originals = Net.all().map(net -> net.bytes("circuit")).toList();
    int read = 0;
    int tries = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; tries++) {
      byte[] bytes = mutate(random, originals.get(random.nextInt(originals.size())));
      try {
        Circuit circuit = CircuitCodec.decode(bytes);
        read++;
        assertThat(CircuitCodec.encode(circuit)).isEqualTo(bytes); // canonical
        CircuitValidator.validate(circuit);
      } catch (MalformedFormatException | InvalidCircuitException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(tries / 100).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22})
  void keys(long seed) {
    Random random = new Random(seed);
    List<byte[]> originals = Net.all().map(Net::key).toList();
    int read = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
      byte[] bytes = mutate(random, originals.get(random.nextInt(originals.size())));
      if (random.nextInt(10) > 0 && bytes.length > 32) { // with the checksum of the changed bytes
        byte[] sum = Identifiers.sha3(bytes, 0, bytes.length - 32);
        System.arraycopy(sum, 0, bytes, bytes.length - 32, 32);
      }
      try {
        VerifyingKey key = VerifyingKey.decode(bytes);
        read++;
        assertThat(key.encode()).isEqualTo(bytes);
        Verifier.ofUncertified(key);
      } catch (MalformedKeyException | ProofRejectedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32})
  void proofs(long seed) throws Exception {
    Random random = new Random(seed);
    List<Net> nets = Net.all().toList();
    Map<RejectionReason, Integer> reasons = new EnumMap<>(RejectionReason.class);
    int malformed = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
      Net net = nets.get(random.nextInt(nets.size()));
      Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
      byte[] original = net.proof();
      for (int i = 0; i < 20; i++) {
        byte[] bytes = mutate(random, original);
        try {
          verifier.verify(bytes, net.context());
          assertThat(bytes).as("an accepted proof").isEqualTo(original);
        } catch (MalformedProofException e) {
          malformed++;
        } catch (ProofRejectedException e) {
          reasons.merge(e.reason(), 1, Integer::sum);
        }
      }
    }
    assertThat(malformed).isPositive();
    assertThat(reasons)
        .containsKeys(
            RejectionReason.MODEL_ID,
            RejectionReason.SCALAR,
            RejectionReason.POINT,
            RejectionReason.QUADRATIC_FORM);
  }
}
