package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Vectors;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Small keys that ask for much: each is decided within a time and in memory that its own bytes pay
 * for. The bound of time is far above what it takes, and far below what it took where facts were
 * worked out once a lookup.
 */
class HostileKeyTest {
  private static final long SOON_NANOS = 5_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MEMORY = 64L << 20;
  private static final byte[] NO_CONTEXT = {};

  /** A valid key's bytes; no weights, no certificate. */
  private static byte[] key(CircuitSketch sketch) {
    byte[] circuit = CircuitCodec.encode(sketch.circuit());
    byte[] body =
        new FormatWriter()
            .header(FileKind.KEY, 1)
            .u64(circuit.length)
            .bytes(circuit)
            .u32(0)
            .u32(0)
            .toByteArray();
    return new FormatWriter().bytes(body).bytes(Identifiers.sha3(body)).toByteArray();
  }

  private static void soon(byte[] key) throws MalformedKeyException {
    long before = THREADS.getCurrentThreadCpuTime();
    VerifyingKey.decode(key);
    assertThat(THREADS.getCurrentThreadCpuTime() - before).isLessThan(SOON_NANOS);
  }

  private static Term[] withConstants(Term term, int constants) {
    List<Term> terms = new ArrayList<>(Collections.nCopies(constants, CircuitSketch.filled(1)));
    terms.add(term);
    return terms.toArray(Term[]::new);
  }

  @Test
  @Tag("clock")
  void aColumnOfManyTermsUnderManyLookups() throws Exception {
    CircuitSketch n = new CircuitSketch(2);
    int witness = n.witness("w", 8192, 8192);
    int start = n.iota("start", 0);
    int column = n.derived("column", List.of(), withConstants(n.same(1, start), 8192));
    int table = n.table("t", 0, column);
    IntStream.range(0, 20_000).forEach(i -> n.lookup(table, witness));
    soon(key(n));
  }

  @Test
  @Tag("clock")
  void aKeyOfManyTermsInManyLookups() throws Exception {
    CircuitSketch n = new CircuitSketch(2);
    int witness = n.witness("w", 0, 3);
    int table = n.rangeTable("t", 0, 4);
    int key = n.derived("key", List.of(), withConstants(n.same(1, witness), 1500));
    IntStream.range(0, 32_000).forEach(i -> n.lookup(table, key));
    soon(key(n));
  }

  /** {b, b + 32} has the hash of the empty set for each b, as java.util.BitSet counts it. */
  @Test
  @Tag("clock")
  void supportsWhoseHashesCollide() throws Exception {
    CircuitSketch n = new CircuitSketch(2);
    int read = n.iota("read", 0, 64, 64, 64, 64);
    List<Integer> box = List.of(2, 2, 2, 2);
    List<Term> terms = new ArrayList<>();
    for (int b = 0; b < 40_000; b++) {
      List<IndexEntry> map = new ArrayList<>();
      for (int axis = 0; axis < 4; axis++) {
        map.add(new IndexEntry(b >> (5 * axis) & 31, List.of(new IndexEntry.Part(axis, 32))));
      }
      terms.add(
          new Term.Box(
              Scalar.ONE, box, CircuitSketch.axes(4), List.of(new Term.Operand(read, map))));
    }
    n.zeros.add(n.add(new Tensor.Derived("sum", box, terms)));
    soon(key(n));
  }

  /** 266 bytes whose proofs would cost a gigabyte each. */
  private static CircuitSketch dense(int cells) {
    CircuitSketch n = new CircuitSketch(2);
    int line = n.iota("line", 0, cells);
    int sum = n.derived("sum", List.of(1), summed(line, cells));
    int[] zero = {0};
    long[] first = {zero[0]};
    n.zeros.add(
        n.derived("picked", List.of(1), new Term.Index(Scalar.ONE, sum, first, first.clone())));
    return n;
  }

  private static Term summed(int tensor, int cells) {
    return new Term.Box(
        Scalar.ONE,
        List.of(cells),
        List.of(new IndexEntry(0, List.of())),
        List.of(new Term.Operand(tensor, CircuitSketch.axes(1))));
  }

  @Test
  void aGigabyteOfDenseEntriesIsRefusedByCount() throws Exception {
    byte[] hostile = key(dense(33_000_000));
    assertThat(hostile.length).isLessThan(400);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> VerifyingKey.decode(hostile))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("dense entries");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
    VerifyingKey.decode(key(dense(1000)));
  }

  @Test
  void theCallerSaysWhatAKeyMayCost() throws Exception {
    byte[] bytes = key(dense(1000));
    KeyLimits few = new KeyLimits(bytes.length, 1L << 20, 2000);
    KeyReader.create().within(few).readAnyModel(bytes);
    for (KeyLimits less :
        List.of(
            new KeyLimits(bytes.length - 1, few.work(), few.denseEntries()),
            new KeyLimits(bytes.length, 100, few.denseEntries()),
            new KeyLimits(bytes.length, few.work(), 900))) {
      assertThatThrownBy(() -> KeyReader.create().within(less).readAnyModel(bytes))
          .isInstanceOf(MalformedKeyException.class)
          .hasMessageContaining("this verifier allows");
    }
  }

  /** Proofs that are none are refused before a thread is asked to look at the certificate. */
  @Test
  void junkStartsNoCheckOfACertificate() throws Exception {
    VerifyingKey key = certified();
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      for (int length : new int[] {0, 10, 44, 3000}) {
        assertThatThrownBy(() -> Verifier.verifyOnce(key, new byte[length], NO_CONTEXT, pool))
            .isInstanceOf(MalformedProofException.class);
      }
      byte[] otherModel =
          new Proof(new byte[ModelId.BYTES], List.of(), List.of(), new byte[0])
              .encode(key.circuit());
      assertThatThrownBy(() -> Verifier.verifyOnce(key, otherModel, NO_CONTEXT, pool))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectionReason.MODEL_ID));
      assertThat(pool.getPoolSize()).isZero(); // no thread was ever needed
    } finally {
      pool.shutdown();
    }
  }

  private static VerifyingKey certified() throws MalformedKeyException {
    for (JsonNode entry : Vectors.read("certificates.json").get("keys")) {
      if (entry.get("expected").textValue().equals("ACCEPTED")) {
        return VerifyingKey.decode(Vectors.bytes(entry.get("key")));
      }
    }
    throw new AssertionError("no key has a certificate");
  }

  /** The pinned id is compared before a circuit is built: it may be one that is not allowed. */
  @Test
  void theModelIsComparedBeforeTheCircuitIsRead() {
    CircuitSketch n = new CircuitSketch(2);
    n.witness("alone", 0, 1, 3);
    byte[] bytes = key(n);
    ModelId other = ModelId.of(new byte[ModelId.BYTES]);
    assertThatThrownBy(() -> VerifyingKey.decode(bytes, other))
        .isInstanceOf(WrongModelException.class);
    assertThatThrownBy(() -> VerifyingKey.decode(bytes))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("SUPPORT");
  }
}
