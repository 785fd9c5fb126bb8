package dev.vouch.verifier.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who does work that falls into independent parts: the calling thread alone, or a pool's threads
 * too. Thread-safe.
 */
public final class Workers {
  /** The calling thread alone. */
  public static final Workers CALLER = new Workers(null);

  private final @Nullable ForkJoinPool pool;

  private Workers(@Nullable ForkJoinPool pool) {
    this.pool = pool;
  }

  /** The calling thread and the threads of a pool, which stays the caller's to shut down. */
  public static Workers of(ForkJoinPool pool) {
    return new Workers(pool);
  }

  /** How many threads may be at work. */
  public int threads() {
    return pool == null ? 1 : 1 + pool.getParallelism();
  }

  /**
   * Does the parts 0 … {@code count} − 1, in any order; returns when all are done, or throws what
   * the first to fail threw. The calling thread takes parts like the others and waits for parts
   * only, never for a thread of the pool to become free.
   */
  public void forEach(int count, IntConsumer part) {
    start(count, part, count - 1).finish();
  }

  /**
   * As {@link #forEach}, for a caller that has something else to do first: the pool's threads begin
   * at once, the caller joins them in {@link Parts#finish} or leaves it at {@link Parts#abandon}.
   */
  public Parts start(int count, IntConsumer part) {
    return start(count, part, count);
  }

  private Parts start(int count, IntConsumer part, int usefulHelpers) {
    Parts parts = new Parts(count, part);
    if (pool != null) {
      for (int i = 0; i < Math.min(pool.getParallelism(), usefulHelpers); i++) {
        pool.execute(parts);
      }
    }
    return parts;
  }

  /** Parts that any number of threads take one after the other. */
  public static final class Parts implements Runnable {
    private final int count;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Parts(int count, IntConsumer part) {
      this.count = count;
      this.part = part;
      this.left = new CountDownLatch(count);
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          part.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          left.countDown();
        }
      }
    }

    /**
     * Parts that no thread has begun are not done any more; nobody may wait for them after this.
     */
    public void abandon() {
      next.set(count);
    }

    /** Takes what parts are left and waits for the others; throws what the first to fail threw. */
    public void finish() {
      run();
      await();
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      } else if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
    }

    private void await() {
      boolean interrupted = false;
      while (left.getCount() > 0) {
        try {
          left.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
