package dev.vouch.circuits.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static ModelFile model;
  private static byte[] bytes;

  @BeforeAll
  static void make() throws Exception {
    model =
        ForgedModel.of(
            Compiler.compile(
                TestGraph.dense(1), CompileOptions.defaults(), Calibration.of(Map.of())));
    bytes = model.encode();
  }

  @Test
  void readsWhatItWrote() throws Exception {
    ModelFile read = ModelFile.decode(bytes);
    assertThat(read.encode()).isEqualTo(bytes);
    assertThat(read.key().modelId()).isEqualTo(model.key().modelId());
    for (int i = 0; i < model.modelValues().size(); i++) {
      assertThat(read.modelValues().get(i)).isEqualTo(model.modelValues().get(i));
    }
  }

  @Test
  void writesAtomicallyAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("m.vouch");
    Files.writeString(file, "old");
    model.write(file);
    assertThat(ModelFile.read(file).encode()).isEqualTo(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesDamage() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> ModelFile.decode(damaged))
          .isInstanceOf(MalformedModelFileException.class);
    }
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ModelFile.decode(cut))
          .isInstanceOf(MalformedModelFileException.class);
    }
  }

  /** Damage with a digest that fits it: refused by type, or a file that means the same. */
  @Test
  void neverCrashesOnForgedContent() {
    Random random = new Random(2);
    int length = bytes.length - Identifiers.BYTES;
    for (int i = 0; i < 300; i++) {
      byte[] forged = bytes.clone();
      forged[random.nextInt(length)] = (byte) random.nextInt(256);
      System.arraycopy(Identifiers.sha3(forged, 0, length), 0, forged, length, Identifiers.BYTES);
      try {
        assertThat(ModelFile.decode(forged).encode()).isEqualTo(forged);
      } catch (MalformedModelFileException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void saysNothingSecret() {
    assertThat(model.toString()).doesNotContain("[J").contains(model.key().modelId().hex());
  }
}
