package dev.vouch.cli.check;

import dev.vouch.cli.check.CaseResult.Status;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Reporting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Has the cases of a suite checked by several processes, and tells results in their order. */
final class SuiteRun {
  private final List<String> names;
  private final Reporting reporting;
  private final int nameWidth;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, CaseResult> waiting = new TreeMap<>();
  private final List<CaseResult> told = new ArrayList<>();
  private int done;

  /**
   * A run.
   *
   * @param names of the cases, in order
   */
  SuiteRun(List<String> names, Reporting reporting) {
    this.names = names;
    this.reporting = reporting;
    this.nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Checks all cases.
   *
   * @param workers that take the next case as soon as they have done with one
   * @return their results, in order
   */
  List<CaseResult> by(List<CaseWorker> workers) throws InterruptedException {
    // If the user ends the command, its processes end with it.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> workers.forEach(CaseWorker::close), "end of workers"));
    try (ProgressBar progress = reporting.progress()) {
      List<Thread> threads = new ArrayList<>();
      for (CaseWorker worker : workers) {
        Thread thread = new Thread(() -> work(worker, progress), "cases");
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      workers.forEach(CaseWorker::close);
    }
    return told;
  }

  private void work(CaseWorker worker, ProgressBar progress) {
    for (int i = next.getAndIncrement(); i < names.size(); i = next.getAndIncrement()) {
      CaseResult result;
      try {
        result = worker.check(names.get(i));
      } catch (IOException e) {
        result = CaseResult.stopped(names.get(i), Status.FAILED, "no process for it: " + e);
      }
      tell(i, result, progress);
    }
  }

  private synchronized void tell(int index, CaseResult result, ProgressBar progress) {
    waiting.put(index, result);
    progress.close();
    for (Optional<CaseResult> first = following(); first.isPresent(); first = following()) {
      told.add(first.get());
      reporting.tell(first.get().line(nameWidth));
    }
    progress.show("checking", ++done, names.size());
  }

  private Optional<CaseResult> following() {
    return Optional.ofNullable(waiting.remove(told.size()));
  }
}
