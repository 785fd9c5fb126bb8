package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.prover.ffi.NativeProver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeFailureTest {
  private static final String CLASS_PATH = "/lib (1)/a.jar:/lib (1)/b.jar";

  @Test
  void aMissingLibraryIsToldInOneLineWithoutTheClassPath() {
    String packaged =
        "Native library (/linux-x86-64/libp.so) not found in resource path (" + CLASS_PATH + ")";
    String installed =
        "Unable to load library 'p':\nlibp.so: no such file\nlibp.so: no such file\n"
            + "Native library (linux-x86-64/libp.so) not found in resource path ("
            + CLASS_PATH
            + ")";
    List<Throwable> causes =
        List.of(new IOException(packaged), new UnsatisfiedLinkError(installed));
    String detail = "no native library; " + packaged + "; " + installed;
    assertThat(NativeFailure.reason(new NativeProver.Availability(false, detail, causes, null)))
        .isEqualTo(
            "Native library (linux-x86-64/libp.so) not found; Unable to load library 'p'; "
                + "libp.so: no such file");
  }

  @Test
  void aLibraryThatDoesNotFitIsToldAsFound() {
    String detail = "property vouch.native.library: /p.so speaks version 2";
    assertThat(
            NativeFailure.reason(
                new NativeProver.Availability(false, detail, List.of(), Path.of("/p.so"))))
        .isEqualTo(detail);
  }
}
