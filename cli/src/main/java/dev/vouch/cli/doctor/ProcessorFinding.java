package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Operating system and processor, with the instruction sets that make the prover faster. */
final class ProcessorFinding {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** By name, the flags of /proc/cpuinfo that must all be there. */
  private static final Map<String, List<String>> INSTRUCTION_SETS = new LinkedHashMap<>();

  static {
    INSTRUCTION_SETS.put("AVX2", List.of("avx2", "bmi2"));
    INSTRUCTION_SETS.put("AVX-512 IFMA", List.of("avx512f", "avx512vl", "avx512ifma"));
  }

  private ProcessorFinding() {}

  static Finding find() {
    return of(cpuInfo());
  }

  private static List<String> cpuInfo() {
    try {
      return Files.readAllLines(CPU_INFO);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** {@code cpuInfo} are the lines of /proc/cpuinfo; none where the system has no such file. */
  static Finding of(List<String> cpuInfo) {
    String system =
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch");
    String model = value(cpuInfo, "model name");
    ObjectNode facts = Finding.noFacts().put("system", system).put("model", model);
    Set<String> flags =
        Arrays.stream(value(cpuInfo, "flags").split(" ")).collect(Collectors.toSet());
    ObjectNode sets = facts.putObject("instructionSets");
    StringBuilder text = new StringBuilder(system);
    if (!model.isEmpty()) {
      text.append("; ").append(model);
    }
    if (flags.size() < 2) {
      return Finding.ok("machine", text + "; instruction sets unknown", facts);
    }
    INSTRUCTION_SETS.forEach(
        (name, needed) -> {
          boolean there = flags.containsAll(needed);
          sets.put(name, there);
          text.append("; ").append(name).append(there ? " yes" : " no");
        });
    return flags.containsAll(INSTRUCTION_SETS.get("AVX2"))
        ? Finding.ok("machine", text.toString(), facts)
        : Finding.warn(
            "machine",
            text.toString(),
            "proving works without AVX2 and takes several times as long",
            facts);
  }

  /** The value of the first line {@code key : value}; empty if there is none. */
  private static String value(List<String> cpuInfo, String key) {
    return cpuInfo.stream()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }
}
