package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.ModelId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files of proofs as one set. */
class RowProofFilesTest {
  private static final ModelId ONE = model(1);
  private static final ModelId OTHER = model(2);

  @TempDir Path folder;
  private Path early;
  private Path late;

  private static ModelId model(int fill) {
    byte[] bytes = new byte[ModelId.BYTES];
    Arrays.fill(bytes, (byte) fill);
    return ModelId.of(bytes);
  }

  /** A file of proofs of one row each. */
  private static byte[] bytes(ModelId model, long... rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RowProofWriter.header(model, 1));
    for (long row : rows) {
      out.writeBytes(
          RowProofWriter.record(new RowProof(new RowRange(row, 1, 1, false), new byte[] {7})));
    }
    return out.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @BeforeEach
  void files() throws IOException {
    late = file("a.proofs", bytes(ONE, 5, 6));
    early = file("b.proofs", bytes(ONE, 2, 3, 4));
  }

  private static List<Long> rows(RowProofFiles files) throws Exception {
    List<Long> rows = new ArrayList<>();
    for (RowProof next = files.next(); next != null; next = files.next()) {
      rows.add(next.range().first());
    }
    return rows;
  }

  @Test
  void thoseOfAFolderAreFoundByTheirNames() throws Exception {
    file("notes.txt", new byte[0]);
    Files.createDirectory(folder.resolve("folder.proofs"));
    assertThat(RowProofFiles.in(folder)).containsExactly(late, early);
  }

  @Test
  void areToldByTheirFirstBytes() throws Exception {
    assertThat(RowProofFiles.isOne(late)).isTrue();
    assertThat(RowProofFiles.isOne(file("c.proofs", new byte[200]))).isFalse();
    assertThat(RowProofFiles.isOne(file("empty", new byte[0]))).isFalse();
  }

  @Test
  void areReadInTheOrderOfTheirRows() throws Exception {
    Path none = file("c.proofs", bytes(OTHER));
    try (RowProofFiles files = RowProofFiles.open(List.of(late, none, early))) {
      assertThat(files.models()).containsExactly(ONE, OTHER);
      assertThat(rows(files)).containsExactly(2L, 3L, 4L, 5L, 6L);
      assertThat(files.isCutOff()).isFalse();
      assertThat(files.next()).isNull();
    }
  }

  @Test
  void oneThatIsCutOffIsRemembered() throws Exception {
    byte[] whole = bytes(ONE, 0, 1);
    Path cut = file("c.proofs", Arrays.copyOf(whole, whole.length - 1));
    try (RowProofFiles files = RowProofFiles.open(List.of(cut, early, late))) {
      assertThat(rows(files)).containsExactly(0L, 2L, 3L, 4L, 5L, 6L);
      assertThat(files.isCutOff()).isTrue();
    }
  }

  @Test
  void faultsAreNamedByTheirFile() throws Exception {
    Path other = file("c.proofs", new byte[200]);
    assertThatThrownBy(() -> RowProofFiles.open(List.of(early, other)))
        .isInstanceOf(MalformedRowsException.class)
        .hasMessageStartingWith(other + ": not a file of proofs of rows");
    byte[] damaged = bytes(ONE, 5, 6);
    damaged[damaged.length - 1] ^= 1;
    Path broken = file("d.proofs", damaged);
    try (RowProofFiles files = RowProofFiles.open(List.of(early, broken))) {
      assertThatThrownBy(() -> rows(files))
          .isInstanceOf(MalformedRowsException.class)
          .hasMessageStartingWith(broken + ": ");
    }
  }

  /** What was not read to its end is closed all the same. */
  @Test
  void mayBeClosedAtAnyTime() throws Exception {
    try (RowProofFiles files = RowProofFiles.open(List.of(early))) {
      assertThat(files.next()).isNotNull();
    }
    RowProofFiles.open(List.of()).close();
  }
}
