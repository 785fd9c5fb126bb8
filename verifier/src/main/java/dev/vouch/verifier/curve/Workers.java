package dev.vouch.verifier.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
  int threads() {
    return pool == null ? 1 : pool.getParallelism();
  }

  /** Does the parts 0 … {@code count} − 1, in any order; returns when all are done. */
  void forEach(int count, IntConsumer part) {
    List<ForkJoinTask<?>> others = new ArrayList<>();
    for (int i = 1; pool != null && i < count; i++) {
      int index = i;
      others.add(pool.submit(() -> part.accept(index)));
    }
    for (int i = 0; i < count - others.size(); i++) {
      part.accept(i);
    }
    others.forEach(ForkJoinTask::join);
  }
}
