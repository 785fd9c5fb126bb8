package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.List;

/**
 * Whether a network is as accurate as was asked for.
 *
 * @param gates how many bounds were given
 * @param missed those that are missed, in words
 */
public record Verdict(int gates, List<String> missed) implements Section {
  /** Nothing was asked for. */
  public static final Verdict NONE = new Verdict(0, List.of());

  public Verdict {
    missed = List.copyOf(missed);
  }

  public boolean passed() {
    return missed.isEmpty();
  }

  @Override
  public void put(ObjectNode root) {
    ObjectNode verdict = root.putObject("verdict").put("gates", gates).put("passed", passed());
    ArrayNode array = verdict.putArray("missed");
    missed.forEach(array::add);
  }

  @Override
  public List<Block> blocks() {
    return List.of(Block.row("verdict", text()));
  }

  private String text() {
    if (gates == 0 && passed()) {
      return "none: no gate was given (check: --min-top1, --max-rel-rms, --max-abs)";
    }
    return passed()
        ? "passed " + (gates == 1 ? "the gate" : "all " + gates + " gates")
        : "MISSED: " + String.join(", ", missed);
  }
}
