package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.cli.check.CaseResult.Status;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that checks cases one after the other: names of cases go in, a line each, and their
 * results come out as JSON, a line each. A case that ends its process, or its memory, ends no other
 * one: the next gets a process of its own. Not thread-safe.
 */
final class CaseWorker implements AutoCloseable {
  private static final String MAIN = "dev.vouch.cli.Vouch";
  private static final List<String> NOT_FOR_WORKERS = List.of("-Dvouch.terminal", "-agentlib");

  private final List<String> command;
  private final boolean showsMessages;
  private @Nullable Running running;
  private volatile boolean closed;

  private record Running(Process process, BufferedWriter in, BufferedReader out) {}

  /**
   * A worker.
   *
   * @param words of the command, for a worker
   * @param showsMessages whether what it writes to standard error is shown
   */
  CaseWorker(List<String> words, boolean showsMessages) {
    this.showsMessages = showsMessages;
    command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> NOT_FOR_WORKERS.stream().noneMatch(option::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(words);
  }

  /**
   * Checks one case.
   *
   * @throws IOException if no process can be started
   */
  CaseResult check(String name) throws IOException {
    if (closed) {
      throw new IOException("stopped");
    }
    Running worker = running == null || !running.process().isAlive() ? start() : running;
    running = worker;
    try {
      worker.in().write(name + "\n");
      worker.in().flush();
      String line = worker.out().readLine();
      if (line != null) {
        return CaseResult.of(new ObjectMapper().readTree(line));
      }
    } catch (IOException e) {
      worker.process().destroyForcibly(); // it has ended, or what it says makes no sense
    }
    return CaseResult.stopped(
        name,
        Status.FAILED,
        "its process ended with code " + code(worker.process()) + ", without a result");
  }

  private Running start() throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(showsMessages ? Redirect.INHERIT : Redirect.DISCARD)
            .start();
    return new Running(
        process,
        process.outputWriter(StandardCharsets.UTF_8),
        process.inputReader(StandardCharsets.UTF_8));
  }

  private static String code(Process process) {
    try {
      return String.valueOf(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  @Override
  public void close() {
    closed = true;
    if (running != null) {
      running.process().destroy();
    }
  }
}
