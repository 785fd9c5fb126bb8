package dev.vouch.prover.ffi;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the native library: the file named by {@value #LIBRARY_PROPERTY} and no other if that
 * property is set, else the packaged resource, else the library path. A temporary directory where
 * libraries may be loaded from can be named by {@value #DIRECTORY_PROPERTY} (for systems that mount
 * the usual one without execution).
 */
final class LibrarySource {
  static final String LIBRARY_PROPERTY = "vouch.native.library";
  static final String DIRECTORY_PROPERTY = "vouch.native.tmpdir";
  private static final String NAME = "vouch_prover";

  /** A library that was found, and how. */
  record Loaded(NativeLibrary library, String origin) {}

  /** Either a library or every reason why there is none. */
  record Search(Optional<Loaded> loaded, List<Throwable> causes) {}

  private interface Attempt {
    Loaded load() throws IOException;
  }

  private LibrarySource() {}

  static Search search() {
    return search(LibrarySource.class.getClassLoader());
  }

  /** {@code resources} is where the packaged library is looked for. */
  static Search search(ClassLoader resources) {
    String explicit = System.getProperty(LIBRARY_PROPERTY);
    List<Attempt> attempts =
        explicit != null
            ? List.of(() -> fromFile(explicit))
            : List.of(() -> fromResource(resources), LibrarySource::fromLibraryPath);
    List<Throwable> causes = new ArrayList<>();
    for (Attempt attempt : attempts) {
      try {
        return new Search(Optional.of(attempt.load()), List.copyOf(causes));
      } catch (IOException | LinkageError e) {
        causes.add(e);
      }
    }
    return new Search(Optional.empty(), List.copyOf(causes));
  }

  private static Loaded fromFile(String path) throws IOException {
    File file = new File(path);
    if (!file.isFile()) {
      throw new IOException(LIBRARY_PROPERTY + " names " + path + ", which is no file");
    }
    return new Loaded(
        NativeLibrary.getInstance(file.getAbsolutePath()),
        "property " + LIBRARY_PROPERTY + ": " + path);
  }

  private static Loaded fromResource(ClassLoader resources) throws IOException {
    String directory = System.getProperty(DIRECTORY_PROPERTY);
    if (directory != null) {
      System.setProperty("jna.tmpdir", directory);
    }
    String resource = "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(NAME);
    File file = Native.extractFromResourcePath(resource, resources);
    return new Loaded(
        NativeLibrary.getInstance(file.getAbsolutePath()), "packaged resource " + resource);
  }

  private static Loaded fromLibraryPath() {
    return new Loaded(NativeLibrary.getInstance(NAME), "library path");
  }
}
