package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.testing.Net;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of somebody else uses the verifier, as a module and from the class path. */
class ModuleTest {
  private static final String MODULE = "module consumer { requires dev.vouch.verifier; }";
  private static final String CONSUMER =
      """
      package consumer;

      import dev.vouch.verifier.Verifier;
      import dev.vouch.verifier.VerifyingKey;
      import java.nio.file.Files;
      import java.nio.file.Path;

      public final class Consumer {
        public static void main(String[] files) throws Exception {
          VerifyingKey key = VerifyingKey.decode(Files.readAllBytes(Path.of(files[0])));
          byte[] proof = Files.readAllBytes(Path.of(files[1]));
          byte[] context = Files.readAllBytes(Path.of(files[2]));
          Verifier verifier = Verifier.ofUncertified(key);
          System.out.print("accepted " + verifier.verify(proof, context).outputs().size());
        }
      }
      """;
  private static final String INTRUDER =
      "package consumer; class Intruder { dev.vouch.verifier.circuit.Circuit circuit; }";

  @TempDir Path folder;
  private String libraries = "";

  @BeforeEach
  void files() throws Exception {
    libraries = place(Verifier.class) + File.pathSeparator + place(SHA3Digest.class);
    Files.writeString(folder.resolve("module-info.java"), MODULE);
    Files.writeString(folder.resolve("Consumer.java"), CONSUMER);
    Files.writeString(folder.resolve("Intruder.java"), INTRUDER);
    Net net = Net.of("tiny");
    Files.write(folder.resolve("key"), net.key());
    Files.write(folder.resolve("proof"), net.proof());
    Files.write(folder.resolve("context"), net.context());
  }

  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** What the compiler says; nothing if it is content. */
  private String compile(String option, String... sources) {
    StringWriter out = new StringWriter();
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    PrintWriter printer = new PrintWriter(out);
    String[] arguments = new String[4 + sources.length];
    List.of(option, libraries, "-d", folder.resolve("out").toString()).toArray(arguments);
    for (int i = 0; i < sources.length; i++) {
      arguments[4 + i] = folder.resolve(sources[i]).toString();
    }
    int status = javac.run(printer, printer, arguments);
    assertThat(status == 0).as(out.toString()).isEqualTo(out.toString().isEmpty());
    return out.toString();
  }

  private String run(String... how) throws Exception {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(how));
    for (String file : List.of("key", "proof", "context")) {
      command.add(folder.resolve(file).toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void asAModule() throws Exception {
    assertThat(compile("--module-path", "module-info.java", "Consumer.java")).isEmpty();
    String modules = libraries + File.pathSeparator + folder.resolve("out");
    assertThat(run("--module-path", modules, "--module", "consumer/consumer.Consumer"))
        .isEqualTo("accepted 1");
  }

  @Test
  void fromTheClassPath() throws Exception {
    assertThat(compile("--class-path", "Consumer.java")).isEmpty();
    String classes = libraries + File.pathSeparator + folder.resolve("out");
    assertThat(run("--class-path", classes, "consumer.Consumer")).isEqualTo("accepted 1");
  }

  @Test
  void theInsideIsClosed() {
    assertThat(compile("--module-path", "module-info.java", "Intruder.java"))
        .contains("package dev.vouch.verifier.circuit is not visible");
  }
}
