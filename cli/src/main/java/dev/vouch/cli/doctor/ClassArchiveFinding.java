package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class data archive that the launcher starts Java with: vouch works without, more slowly. */
final class ClassArchiveFinding {
  private static final String NAME = "archive";

  private ClassArchiveFinding() {}

  static Finding find() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (vm == null) {
      return Finding.ok(NAME, "not a HotSpot JVM: no class data archive", Finding.noFacts());
    }
    String file = vm.getVMOption("SharedArchiveFile").getValue();
    // With an archive that it cannot use, the JVM shares nothing.
    boolean used = System.getProperty("java.vm.info", "").contains("sharing");
    return of(file == null ? "" : file, used);
  }

  /**
   * @param file the archive named on the command line; empty if none was
   * @param used whether the JVM uses the archive that it has
   */
  static Finding of(String file, boolean used) {
    ObjectNode facts = Finding.noFacts().put("file", file.isEmpty() ? null : file);
    boolean exists = !file.isEmpty() && Files.isRegularFile(Path.of(file));
    facts.put("exists", exists).put("used", exists && used);
    String advice =
        "start vouch with ./vouch and the JDK that built it; mvn -DskipTests package builds for another";
    if (!exists) {
      return Finding.warn(NAME, "no class data archive: Java starts more slowly", advice, facts);
    }
    return used
        ? Finding.ok(NAME, file + " is used", facts)
        : Finding.warn(NAME, file + " does not fit this JVM: it starts more slowly", advice, facts);
  }
}
