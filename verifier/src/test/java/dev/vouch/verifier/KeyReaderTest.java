package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.layout.CovectorCounts;
import dev.vouch.verifier.testing.Net;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from bytes and from files, pinned or not, at the edge of what a verifier allows. */
class KeyReaderTest {
  private static final Net NET = Net.of("index_table");
  private static final ModelId MODEL = ModelId.of(NET.bytes("modelId"));
  private static final ModelId OTHER = ModelId.of(new byte[ModelId.BYTES]);

  @TempDir private Path folder;

  @Test
  void filesAreReadAsBytesAre() throws Exception {
    Path file = Files.write(folder.resolve("model.vk"), NET.key());
    KeyReader reader = KeyReader.create();
    assertThat(reader.read(file, MODEL).encode()).isEqualTo(NET.key());
    assertThat(reader.readAnyModel(file).encode()).isEqualTo(NET.key());
    assertThat(reader.read(NET.key(), MODEL).modelId()).isEqualTo(MODEL);
    assertThatThrownBy(() -> reader.read(file, OTHER)).isInstanceOf(WrongModelException.class);
  }

  @Test
  void exactlyWhatALimitAllowsIsRead() throws Exception {
    VerifyingKey key = VerifyingKey.decode(NET.key());
    CovectorCounts counts = CovectorCounts.of(key.circuit());
    int bytes = NET.key().length;
    assertThat(counts.denseEntries()).isPositive();
    KeyReader exact =
        KeyReader.create().within(new KeyLimits(bytes, counts.work(), counts.denseEntries()));
    assertThat(exact.readAnyModel(NET.key()).modelId()).isEqualTo(MODEL);
    Path file = Files.write(folder.resolve("model.vk"), Arrays.copyOf(NET.key(), bytes + 1));
    assertThatThrownBy(() -> exact.readAnyModel(file))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("the key takes " + (bytes + 1) + " bytes");
    assertThatThrownBy(() -> exact.read(file, MODEL))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("this verifier allows " + bytes);
  }

  /** The id of a pinned key is worked out first, of points that have to be those of its tensors. */
  @Test
  void pointsOfMoreOrFewerTensorsAreRefused() throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of("mlp").key());
    assertThat(key.modelPointBytes()).isNotEmpty();
    List<byte[]> points = new ArrayList<>(key.modelPointBytes());
    points.add(new byte[32]);
    for (List<byte[]> other : List.of(points, List.<byte[]>of())) {
      byte[] bytes =
          KeyCodec.encode(new KeyParts(key.circuit(), key.circuitBytes(), other, new byte[0]));
      assertThatThrownBy(() -> KeyReader.create().read(bytes, key.modelId()))
          .isInstanceOf(MalformedKeyException.class)
          .hasMessageContaining("points of " + other.size() + " tensors");
      assertThatThrownBy(() -> KeyReader.create().readAnyModel(bytes))
          .isInstanceOf(MalformedKeyException.class);
    }
  }

  @Test
  void whatAKeyHandsOutIsACopy() throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of("tiny").key());
    key.modelPointBytes().get(0)[0] ^= 1;
    key.circuitBytes()[0] ^= 1;
    assertThat(key.encode()).isEqualTo(Net.of("tiny").key());
    assertThat(key.modelPointBytes()).hasSize(KeyParts.modelTensors(key.circuit()).size());
    assertThat(key.certificate()).isEmpty();
    assertThat(key.securityBits()).isEqualTo(126);
    key.requireModel(key.modelId());
    assertThatThrownBy(() -> key.requireModel(OTHER)).isInstanceOf(WrongModelException.class);
    assertThatThrownBy(() -> Verifier.of(key, OTHER)).isInstanceOf(WrongModelException.class);
  }
}
