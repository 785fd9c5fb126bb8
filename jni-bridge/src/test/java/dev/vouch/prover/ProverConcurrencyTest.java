package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Verifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Progress, cancellation, closing, and many proofs at once. */
class ProverConcurrencyTest {
  /** A proof may be over before another thread can do something to it. */
  private static final int ATTEMPTS = 100;

  private static final Map<String, TensorData> INPUT = Networks.input(12, 7);

  private static ModelFile model;
  private static Verifier verifier;
  private Prover prover;

  @BeforeAll
  static void compile() throws Exception {
    model = Prover.commit(Networks.dense(CompileOptions.defaults(), 12, 40, 5), 2);
    verifier = Verifier.of(model.key());
  }

  @BeforeEach
  void open() throws Exception {
    prover = Prover.of(model, 2);
  }

  @AfterEach
  void close() {
    prover.close();
  }

  @Test
  void theListenerHearsOfTheProofOnAnotherThread() throws Exception {
    List<Stage> heard = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    ProgressListener listener =
        (stage, done, total) -> {
          heard.add(stage);
          threads.add(Thread.currentThread());
        };
    for (int i = 0; i < ATTEMPTS && heard.isEmpty(); i++) {
      prover.prove(INPUT, ProveOptions.defaults().withListener(listener));
    }
    int count = heard.size();
    assertThat(heard).isNotEmpty().isSorted();
    assertThat(threads).doesNotContain(Thread.currentThread());
    Thread.sleep(60);
    assertThat(heard).as("nothing is heard afterwards").hasSize(count);
  }

  @Test
  void cancellationBeforeTheStart() throws Exception {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    expectCancelled(ProveOptions.defaults().withCancellation(cancellation));
    verifier.verify(prover.prove(INPUT).proof());
  }

  @Test
  void anInterruptCancelsAndStaysSet() throws Exception {
    try {
      Thread.currentThread().interrupt();
      expectCancelled(ProveOptions.defaults());
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    verifier.verify(prover.prove(INPUT).proof());
  }

  @Test
  void cancellationWhileProving() throws Exception {
    boolean cancelled = false;
    for (int i = 0; i < ATTEMPTS && !cancelled; i++) {
      Cancellation cancellation = new Cancellation();
      ProgressListener cancelling = (stage, done, total) -> cancellation.cancel();
      ProveOptions options =
          ProveOptions.defaults().withListener(cancelling).withCancellation(cancellation);
      try {
        verifier.verify(prover.prove(INPUT, options).proof());
      } catch (ProverException e) {
        assertThat(e.reason()).isEqualTo(ProverException.Reason.CANCELLED);
        cancelled = true;
      }
    }
    assertThat(cancelled).isTrue();
    verifier.verify(prover.prove(INPUT).proof());
  }

  @Test
  void whatTheListenerThrowsComesOut() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ProgressListener failing =
        (stage, done, total) -> {
          calls.incrementAndGet();
          throw new UnsupportedOperationException("listener");
        };
    for (int i = 0; i < ATTEMPTS && calls.get() == 0; i++) {
      try {
        prover.prove(INPUT, ProveOptions.defaults().withListener(failing));
        assertThat(calls).hasValue(0);
      } catch (UnsupportedOperationException e) {
        assertThat(e).hasMessage("listener");
      }
    }
    assertThat(calls).hasValue(1);
    verifier.verify(prover.prove(INPUT).proof());
  }

  @Test
  void severalThreadsProveAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<byte[]>> tasks = Collections.nCopies(8, () -> prover.prove(INPUT).proof());
      List<byte[]> proofs = new ArrayList<>();
      for (Future<byte[]> proof : pool.invokeAll(tasks)) {
        proofs.add(proof.get());
      }
      verifier.verifyAll(proofs);
      assertThat(proofs.stream().map(Arrays::hashCode)).doesNotHaveDuplicates();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void closingWaitsForProofsUnderWay() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 5; round++) {
        Prover own = Prover.of(model, 2);
        Callable<Integer> untilClosed =
            () -> {
              int proofs = 0;
              while (true) {
                byte[] proof;
                try {
                  proof = own.prove(INPUT).proof();
                } catch (IllegalStateException e) {
                  return proofs;
                }
                verifier.verify(proof);
                proofs++;
              }
            };
        List<Future<Integer>> running = List.of(pool.submit(untilClosed), pool.submit(untilClosed));
        Thread.sleep(7L * round);
        own.close();
        own.close();
        for (Future<Integer> proofs : running) {
          assertThat(proofs.get()).isNotNegative(); // and nothing else was thrown
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aClosedProverRefuses() {
    prover.close();
    assertThatThrownBy(() -> prover.prove(INPUT)).isInstanceOf(IllegalStateException.class);
  }

  private void expectCancelled(ProveOptions options) {
    assertThatThrownBy(() -> prover.prove(INPUT, options))
        .isInstanceOfSatisfying(
            ProverException.class,
            e -> assertThat(e.reason()).isEqualTo(ProverException.Reason.CANCELLED));
  }
}
