package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.console.Version;
import dev.vouch.cli.report.Units;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Program, Java and memory, as {@code vouch doctor} shows them. */
final class MachineFindings {
  private static final List<String> RELEVANT_OPTIONS =
      List.of("-X", "-Dvouch.", "-Djna.", "-Djava.io.tmpdir", "-Djava.library.path");
  private static final long LEAST_HEAP = 512L << 20;

  private MachineFindings() {}

  static Finding program() {
    String version = new Version().getVersion()[0];
    return Finding.ok("vouch", version, Finding.noFacts().put("version", version));
  }

  static Finding java() {
    String version = System.getProperty("java.version");
    String vendor = System.getProperty("java.vendor");
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> RELEVANT_OPTIONS.stream().anyMatch(option::startsWith))
            .toList();
    ObjectNode facts = Finding.noFacts().put("version", version).put("vendor", vendor);
    ArrayNode array = facts.putArray("options");
    options.forEach(array::add);
    return Finding.ok(
        "java",
        version
            + ", "
            + vendor
            + ", "
            + System.getProperty("java.vm.name")
            + (options.isEmpty() ? "" : "; " + String.join(" ", options)),
        facts);
  }

  static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    int processors = Runtime.getRuntime().availableProcessors();
    ObjectNode facts = Finding.noFacts().put("heapBytes", heap).put("processors", processors);
    StringBuilder text = new StringBuilder();
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      facts
          .put("totalBytes", system.getTotalMemorySize())
          .put("freeBytes", system.getFreeMemorySize());
      text.append(Units.size(system.getTotalMemorySize()))
          .append(", ")
          .append(Units.size(system.getFreeMemorySize()))
          .append(" free; ");
    }
    text.append("Java heap at most ").append(Units.size(heap));
    text.append("; ").append(processors).append(" processors as Java sees them");
    return heap < LEAST_HEAP
        ? Finding.warn(
            "memory", text.toString(), "compile may need more: VOUCH_JAVA_OPTS=-Xmx2g", facts)
        : Finding.ok("memory", text.toString(), facts);
  }
}
