package dev.vouch.verifier.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {
  @Test
  void everyPartIsDoneOnce() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(3);
    try {
      for (Workers workers : new Workers[] {Workers.CALLER, Workers.of(pool)}) {
        for (int count : new int[] {0, 1, 2, 100}) {
          assertOnce(workers, count);
          pool.submit(() -> assertOnce(workers, count)).get(); // from a thread of the pool too
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void assertOnce(Workers workers, int count) {
    AtomicIntegerArray done = new AtomicIntegerArray(count);
    workers.forEach(count, done::incrementAndGet);
    assertEachOnce(done);
  }

  private static void assertEachOnce(AtomicIntegerArray done) {
    for (int i = 0; i < done.length(); i++) {
      assertThat(done.get(i)).isEqualTo(1);
    }
  }

  @Test
  @Timeout(30)
  void thePoolBeginsBeforeTheCallerJoins() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicIntegerArray done = new AtomicIntegerArray(5);
    try {
      Workers.Parts parts =
          Workers.of(pool)
              .start(
                  5,
                  i -> {
                    done.incrementAndGet(i);
                    begun.countDown();
                  });
      begun.await(); // before finish
      parts.finish();
      assertEachOnce(done);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  @Timeout(30)
  void abandonedPartsAreNotBegun() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch abandoned = new CountDownLatch(1);
    AtomicIntegerArray done = new AtomicIntegerArray(3);
    try {
      Workers.Parts parts =
          Workers.of(pool)
              .start(
                  3,
                  i -> {
                    done.incrementAndGet(i);
                    begun.countDown();
                    awaitUninterrupted(abandoned);
                  });
      begun.await();
      parts.abandon();
      abandoned.countDown();
      assertThat(pool.awaitQuiescence(20, TimeUnit.SECONDS)).isTrue();
      assertThat(List.of(done.get(0), done.get(1), done.get(2))).containsExactly(1, 0, 0);
    } finally {
      pool.shutdown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCallerWithoutPoolBeginsWhenItJoins() {
    AtomicIntegerArray done = new AtomicIntegerArray(2);
    Workers.Parts parts = Workers.CALLER.start(2, done::incrementAndGet);
    assertThat(done.get(0)).isZero();
    parts.finish();
    assertEachOnce(done);
  }

  @Test
  @Timeout(30)
  void aPoolWithoutAFreeThreadIsNotWaitedFor() {
    ForkJoinPool pool = new ForkJoinPool(2);
    CountDownLatch busy = new CountDownLatch(1);
    try {
      for (int i = 0; i < 2; i++) {
        pool.execute(() -> awaitUninterrupted(busy));
      }
      assertOnce(Workers.of(pool), 20);
    } finally {
      busy.countDown();
      pool.shutdown();
    }
  }

  @Test
  void byItselfTheCallerWorksAlone() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers.CALLER.forEach(50, part -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void failuresReachTheCaller() {
    for (Workers workers : new Workers[] {Workers.CALLER, Workers.of(ForkJoinPool.commonPool())}) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      10,
                      part -> {
                        if (part == 7) {
                          throw new IllegalStateException("part 7");
                        }
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
