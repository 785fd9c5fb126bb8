package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.testing.Net;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Verifiers of several keys, with pools and without, used by many threads at once. */
class ConcurrencyTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 24;

  private record Subject(Verifier verifier, Net net, byte[] compact, long[][] values) {}

  private static List<Subject> subjects(ForkJoinPool pool) throws Exception {
    List<Subject> subjects = new ArrayList<>();
    for (String name : List.of("tiny", "mlp", "direct", "attention")) {
      Net net = Net.of(name);
      Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
      byte[] compact = verifier.compact(net.proof(), net.context());
      long[][] values = Proof.decode(net.proof()).publicValues().toArray(long[][]::new);
      subjects.add(new Subject(verifier, net, compact, values));
      subjects.add(new Subject(verifier.withPool(pool), net, compact, values));
    }
    return subjects;
  }

  /** True proofs in both forms are accepted with their values, changed ones refused. */
  private static int use(List<Subject> subjects, long seed) throws Exception {
    Random random = new Random(seed);
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      byte[] context = subject.net.context();
      byte[] proof = (random.nextBoolean() ? subject.net.proof() : subject.compact).clone();
      boolean changed = random.nextBoolean();
      if (changed) {
        proof[proof.length - 1 - random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        List<VerifiedInference> verified =
            random.nextInt(4) == 0
                ? subject.verifier.verifyAll(List.of(proof, proof), List.of(context, context))
                : List.of(subject.verifier.verify(proof, context));
        assertThat(changed).as("a changed proof is accepted").isFalse();
        assertThat(verified.get(0).modelId()).isEqualTo(subject.verifier.key().modelId());
        assertThat(Proof.decode(proof).publicValues().toArray(long[][]::new))
            .isDeepEqualTo(subject.values);
        accepted++;
      } catch (ProofRejectedException | MalformedProofException e) {
        assertThat(changed).as("a true proof is refused: %s", e.getMessage()).isTrue();
      }
    }
    return accepted;
  }

  @Test
  void manyThreadsShareVerifiers() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Subject> subjects = subjects(pool);
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<Integer>> users = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = 100L + i;
        users.add(
            () -> {
              start.await();
              return use(subjects, seed);
            });
      }
      List<Future<Integer>> results = threads.invokeAll(users);
      int accepted = 0;
      for (Future<Integer> result : results) {
        accepted += result.get();
      }
      assertThat(accepted).isBetween(1, THREADS * ROUNDS - 1);
    } finally {
      threads.shutdownNow();
      pool.shutdown();
    }
  }

  /** What a caller does to its arrays meanwhile changes no answer's values. */
  @Test
  void anArrayThatChangesMeanwhileIsSeenOnce() throws Exception {
    Net net = Net.of("mlp_public_weights");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] honest = net.proof();
    byte[] shared = honest.clone();
    Thread vandal =
        new Thread(
            () -> {
              Random random = new Random(1);
              while (!Thread.currentThread().isInterrupted()) {
                int at = random.nextInt(shared.length);
                shared[at] ^= 1;
                shared[at] ^= 1;
              }
            });
    vandal.setDaemon(true);
    vandal.start();
    List<VerifiedTensor> expected = verifier.verify(honest, net.context()).outputs();
    for (int i = 0; i < 60; i++) {
      try {
        List<VerifiedTensor> outputs = verifier.verify(shared, net.context()).outputs();
        for (int k = 0; k < outputs.size(); k++) {
          if (!outputs.get(k).isHidden()) {
            assertThat(outputs.get(k).integers()).isEqualTo(expected.get(k).integers());
          }
        }
      } catch (ProofRejectedException | MalformedProofException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    vandal.interrupt();
    vandal.join();
    assertThat(Arrays.equals(shared, honest)).isTrue();
  }
}
