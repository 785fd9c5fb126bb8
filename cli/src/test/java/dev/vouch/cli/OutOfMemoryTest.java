package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever uses up a small heap ends with code 70 and one JSON object: never as done, or rejected.
 */
final class OutOfMemoryTest {
  private static final int HEAP = 48 << 20;

  @TempDir Path folder;

  @Test
  void compilingAndChecking() throws Exception {
    DigitsModel digits = DigitsModel.in(folder);
    String many = pixels();
    String model = digits.onnx().toString();
    String target = folder.resolve("model.vouch").toString();
    assertOutOfMemory("compile", model, "--calibrate", many, "-o", target, "--json");
    assertThat(Path.of(target)).doesNotExist();
    assertOutOfMemory("check", model, "--data", many, "--json");
  }

  @Test
  void runningAndProving() throws Exception {
    DigitsModel digits = DigitsModel.in(folder);
    String model = folder.resolve("model.vouch").toString();
    String many = pixels();
    Cli.Result compiled =
        Cli.run(
            "compile",
            digits.onnx().toString(),
            "--calibrate",
            digits.digits().toString(),
            "-o",
            model);
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertOutOfMemory("run", model, "--input", many, "--json");
    String proof = folder.resolve("digits.proof").toString();
    assertOutOfMemory("prove", model, "--input", many, "-o", proof, "--json");
    assertThat(Path.of(proof)).doesNotExist();
  }

  @Test
  void verifyingAndInspecting() throws Exception {
    String large = zeros("large", 2L * HEAP);
    assertOutOfMemory("verify", large, large, "--large-key", "--json");
    assertOutOfMemory("inspect", large, "--json");
  }

  @Test
  void parsingTheCommandLine() throws Exception {
    String words = folder.resolve("words").toString();
    Files.writeString(Path.of(words), "word ".repeat(HEAP / 20), StandardCharsets.UTF_8);
    assertOutOfMemory("inspect", "@" + words, "--json");
  }

  @Test
  void errorsOfOtherThreadsAreTold() {
    Error error = new OutOfMemoryError("Java heap space");
    for (Throwable wrapped :
        List.of(error, new CompletionException(error), new ExecutionException(error), joined())) {
      Failure failure = Failure.of(wrapped);
      assertThat(failure.exitCode()).isEqualTo(ExitCode.INTERNAL);
      assertThat(failure.reason()).isEqualTo("OUT_OF_MEMORY");
    }
    Throwable circle = new IllegalStateException();
    circle.initCause(new IllegalStateException(circle));
    for (Throwable other : List.of(circle, new StackOverflowError())) {
      assertThat(Failure.of(other).exitCode()).isEqualTo(ExitCode.INTERNAL);
      assertThat(Failure.of(other).reason()).isEqualTo("INTERNAL");
    }
  }

  /** As a ForkJoin thread hands it over. */
  private static Throwable joined() {
    try {
      ForkJoinPool.commonPool()
          .submit(
              () -> {
                throw new OutOfMemoryError("Java heap space");
              })
          .join();
    } catch (OutOfMemoryError | RuntimeException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  private void assertOutOfMemory(String... words) throws Exception {
    Cli.Result result = Cli.process(folder, List.of("-Xmx" + HEAP, "-XX:+UseSerialGC"), words);
    assertThat(result.code()).as(words[0] + ": " + result.err()).isEqualTo(ExitCode.INTERNAL);
    JsonNode json = result.json();
    assertThat(json.get("code").asInt()).isEqualTo(ExitCode.INTERNAL);
    assertThat(json.get("reason").asText()).isEqualTo("OUT_OF_MEMORY");
    assertThat(result.err()).startsWith("error: out of memory").hasLineCount(1);
  }

  /**
   * Ten thousand pictures of digits: as many bytes as there are pixels, and eight each when read.
   */
  private String pixels() throws IOException {
    String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (10000, 784), }";
    byte[] header =
        (dict + " ".repeat(117 - dict.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    start.writeBytes(header);
    String file = zeros("many.npy", start.size() + 10_000L * 784);
    try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
      bytes.write(start.toByteArray());
    }
    return file;
  }

  private String zeros(String name, long length) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
    return file.toString();
  }
}
