package dev.vouch.prover.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library comes from, and what is said when there is none. */
class LibraryLoadingTest {
  private static final String RESOURCE = "linux-x86-64/libvouch_prover.so";

  @AfterEach
  void restore() {
    System.clearProperty(LibrarySource.LIBRARY_PROPERTY);
    System.clearProperty(LibrarySource.DIRECTORY_PROPERTY);
    System.clearProperty("jna.tmpdir");
  }

  @Test
  void thePackagedLibraryIsTaken() {
    LibrarySource.Search search = LibrarySource.search();
    assertThat(search.loaded()).isPresent();
    assertThat(search.loaded().get().origin()).contains(RESOURCE);
    assertThat(search.causes()).isEmpty();
  }

  @Test
  void anExplicitFileIsTakenAndNothingElse(@TempDir Path folder) throws Exception {
    Path library = folder.resolve("elsewhere.so");
    Files.copy(packaged(), library);
    System.setProperty(LibrarySource.LIBRARY_PROPERTY, library.toString());
    assertThat(LibrarySource.search().loaded().orElseThrow().origin()).contains("elsewhere.so");

    System.setProperty(LibrarySource.LIBRARY_PROPERTY, folder.resolve("missing.so").toString());
    NativeProver.Availability missing = NativeProver.load(LibrarySource.search(), 1);
    assertThat(missing.available()).isFalse();
    assertThat(missing.detail()).contains("missing.so");
    assertThat(missing.causes()).hasSize(1);

    Path text = folder.resolve("text.so");
    Files.writeString(text, "no library");
    System.setProperty(LibrarySource.LIBRARY_PROPERTY, text.toString());
    NativeProver.Availability invalid = NativeProver.load(LibrarySource.search(), 1);
    assertThat(invalid.available()).isFalse();
    assertThat(invalid.causes()).singleElement().isInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void aLibraryOfAnotherVersionIsRefused() {
    int next = NativeProver.ABI_VERSION + 1;
    NativeProver.Availability other = NativeProver.load(LibrarySource.search(), next);
    assertThat(other.available()).isFalse();
    assertThat(other.detail()).contains("version " + NativeProver.ABI_VERSION, "version " + next);
  }

  @Test
  void theTemporaryDirectoryCanBeChosen(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("packaged.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(RESOURCE));
      Files.copy(packaged(), out);
      out.closeEntry();
    }
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    System.setProperty(LibrarySource.DIRECTORY_PROPERTY, unpacked.toString());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(LibrarySource.search(loader).loaded()).isPresent();
    }
    try (Stream<Path> files = Files.list(unpacked)) {
      assertThat(files).isNotEmpty();
    }
  }

  private static Path packaged() {
    return Path.of("target", "classes").resolve(RESOURCE);
  }
}
