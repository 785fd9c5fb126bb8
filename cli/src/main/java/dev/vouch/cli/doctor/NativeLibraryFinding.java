package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.prover.Availability;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether the native prover can be used: where it came from, or every reason why not. */
final class NativeLibraryFinding {
  static final String NAME = "prover";

  private NativeLibraryFinding() {}

  static Finding of(Availability native_) {
    ObjectNode facts =
        Finding.noFacts()
            .put("available", native_.available())
            .put("detail", oneLine(native_.detail()))
            .put("file", native_.file() == null ? null : native_.file().toString())
            .put("abiVersion", native_.abiVersion());
    ArrayNode causes = facts.putArray("causes");
    List<String> messages =
        native_.causes().stream()
            .map(cause -> oneLine(String.valueOf(cause.getMessage())))
            .toList();
    messages.forEach(causes::add);
    if (native_.available()) {
      return Finding.ok(
          NAME,
          native_.detail()
              + ", interface version "
              + native_.abiVersion()
              + ", loaded from "
              + native_.file(),
          facts);
    }
    String everything = oneLine(native_.detail() + messages.stream().collect(Collectors.joining()));
    return Finding.fail(NAME, oneLine(native_.detail()), advice(everything), facts);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  private static String advice(String causes) {
    String lower = causes.toLowerCase(Locale.ROOT);
    if (lower.contains("which is no file")) {
      return "name the library's file with -Dvouch.native.library, or leave the property out";
    }
    if (lower.contains("failed to map segment") || lower.contains("operation not permitted")) {
      return "the temporary folder forbids execution: name another with"
          + " VOUCH_JAVA_OPTS=-Dvouch.native.tmpdir=FOLDER";
    }
    if (lower.contains("looking up function") || lower.contains("of the native interface")) {
      return "the library is of another version of vouch: build both from one checkout (mvn package)";
    }
    return "only linux-x86-64 is packaged: build prover-native with cargo and name the library with"
        + " VOUCH_JAVA_OPTS=-Dvouch.native.library=FILE; verifying and inspecting work without it";
  }
}
