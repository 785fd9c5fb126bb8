package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory this process has held, Java heap and native prover together. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK_RESIDENT = "VmHWM:";

  private PeakMemory() {}

  /** Puts {@code peakRssBytes}, null where unknown. */
  public static void put(ObjectNode node) {
    OptionalLong bytes = bytes();
    if (bytes.isPresent()) {
      node.put("peakRssBytes", bytes.getAsLong());
    } else {
      node.putNull("peakRssBytes");
    }
  }

  /** Peak resident bytes (Linux: VmHWM); empty where the system does not tell. */
  public static OptionalLong bytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK_RESIDENT)) {
          String kibibytes = line.substring(PEAK_RESIDENT.length()).replace("kB", "").trim();
          return OptionalLong.of(Long.parseLong(kibibytes) * 1024);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
