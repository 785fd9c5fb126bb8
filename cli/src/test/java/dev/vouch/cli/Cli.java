package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user does. */
public final class Cli {
  private Cli() {}

  /** What a command left behind. */
  public record Result(int code, String out, String err) {
    /** The only thing on standard output. */
    public JsonNode json() throws IOException {
      return new ObjectMapper().readerFor(JsonNode.class).readTree(out);
    }
  }

  /** Runs a command inside the test's process. */
  public static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Vouch.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(code, out.toString(), err.toString());
  }

  /**
   * Runs a command in a Java process of its own, for what is settled once in a process.
   *
   * @param javaOptions such as {@code -Dvouch.native.library=/no/library.so}
   * @param folder takes what the process prints
   */
  public static Result process(Path folder, List<String> javaOptions, String... args)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(javaOptions);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Vouch.class.getName()));
    words.addAll(List.of(args));
    return java(folder, words);
  }

  /**
   * Runs Java in a process of its own.
   *
   * @param folder takes what the process prints
   * @param words what it is given
   */
  public static Result java(Path folder, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
