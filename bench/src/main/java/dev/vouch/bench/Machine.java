package dev.vouch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where figures come from.
 *
 * @param processor its model and the widest vector extension that it names
 * @param load processes that ran or wanted to, on average over the minute before
 */
record Machine(String processor, int cores, String java, String load) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final String UNKNOWN = "unknown";

  static Machine current() throws IOException {
    String vectors = field("flags").map(Machine::widest).orElse(UNKNOWN);
    return new Machine(
        field("model name").orElse(System.getProperty("os.arch")) + ", " + vectors,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        Files.isReadable(LOAD) ? Files.readString(LOAD).split(" ", 2)[0] : UNKNOWN);
  }

  private static Optional<String> field(String name) throws IOException {
    if (!Files.isReadable(PROCESSORS)) {
      return Optional.empty();
    }
    return Files.readAllLines(PROCESSORS).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static String widest(String flags) {
    for (String name : new String[] {"avx512ifma", "avx512f", "avx2"}) {
      if (flags.contains(name)) {
        return name;
      }
    }
    return "no AVX2";
  }

  /** For the head of a table. */
  @Override
  public String toString() {
    return processor + "; " + cores + " cores; JDK " + java + "; load before " + load;
  }
}
