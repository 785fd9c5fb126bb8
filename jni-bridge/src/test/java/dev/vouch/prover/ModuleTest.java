package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.google.protobuf.Message;
import com.sun.jna.Native;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Verifier;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of somebody else proves as a module: the native library is found from there too. */
class ModuleTest {
  private static final String MODULE = "module consumer { requires dev.vouch.prover; }";
  private static final String CONSUMER =
      """
      package consumer;

      import dev.vouch.circuits.data.DataType;
      import dev.vouch.circuits.data.TensorData;
      import dev.vouch.prover.Prover;
      import dev.vouch.verifier.Verifier;
      import java.nio.file.Path;
      import java.util.Map;

      public final class Consumer {
        public static void main(String[] files) throws Exception {
          TensorData input = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 4}, 1, 0, -1, 0.5);
          try (Prover prover = Prover.open(Path.of(files[0]), 1)) {
            byte[] proof = prover.prove(Map.of("x", input)).proof();
            Verifier.of(prover.key()).verify(proof);
            System.out.print("accepted");
          }
        }
      }
      """;

  @TempDir Path folder;

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void provesAsAModule() throws Exception {
    Prover.commit(Networks.dense(CompileOptions.defaults(), 4, 3), 1)
        .write(folder.resolve("model.vouch"));
    List<Class<?>> libraries =
        List.of(
            Prover.class,
            Compiler.class,
            Verifier.class,
            SHA3Digest.class,
            Message.class,
            JsonFactory.class,
            Native.class);
    String modules =
        Stream.concat(
                libraries.stream().map(ModuleTest::place).distinct(),
                Stream.of(folder.resolve("out").toString()))
            .collect(Collectors.joining(File.pathSeparator));
    compile(modules);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--module-path",
            modules,
            "--module",
            "consumer/consumer.Consumer",
            folder.resolve("model.vouch").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).endsWith("accepted");
  }

  private void compile(String modules) throws Exception {
    Files.writeString(folder.resolve("module-info.java"), MODULE);
    Files.writeString(folder.resolve("Consumer.java"), CONSUMER);
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    String[] arguments =
        Stream.concat(
                Stream.of("--module-path", modules, "-d", folder.resolve("out").toString()),
                Stream.of("module-info.java", "Consumer.java")
                    .map(folder::resolve)
                    .map(Path::toString))
            .toArray(String[]::new);
    int status = ToolProvider.findFirst("javac").orElseThrow().run(printer, printer, arguments);
    assertThat(status).as(out + Arrays.toString(arguments)).isZero();
  }
}
