package dev.vouch.verifier.tampering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program that makes a long campaign: {@code TamperingCampaign RESULTS.json ATTEMPTS [SEED]}
 * makes attempts until the file has as many, and writes it now and then; run from the verifier's
 * folder. {@code bench/scripts/attacks/tamper} starts it.
 */
public final class TamperingCampaign {
  private static final long PORTION = 5000;
  private static final long DEFAULT_SEED = 20261130;

  private TamperingCampaign() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    long wanted = Long.parseLong(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : DEFAULT_SEED;
    Results results = Files.exists(file) ? Results.read(file) : Results.none(seed);
    Campaign campaign = new Campaign(results.seed());
    while (results.attempts() < wanted) {
      long start = System.nanoTime();
      long from = results.attempts();
      campaign.run(from, Math.min(wanted, from + PORTION), results);
      double seconds = (System.nanoTime() - start) / 1e9;
      results.json().put("seconds", results.json().get("seconds").doubleValue() + seconds);
      record(results);
      results.write(file);
      System.out.printf(
          "%d attempts, %.0f a second, %d not refused%n",
          results.attempts(), (results.attempts() - from) / seconds, results.failures().size());
    }
    System.exit(results.failures().isEmpty() ? 0 : 1);
  }

  /** When, where, and with what. */
  private static void record(Results results) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("date", LocalDate.now().toString());
    facts.put("commit", System.getProperty("vouch.commit", "not given"));
    facts.put("java", Runtime.version().toString());
    facts.put("heapMegabytes", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    facts.put("processor", processor());
    facts.forEach(results.json()::put);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
