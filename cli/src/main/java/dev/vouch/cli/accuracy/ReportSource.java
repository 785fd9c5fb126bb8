package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison is based on.
 *
 * @param reference what the integers are compared with
 * @param data which samples were run
 * @param samples how many
 */
public record ReportSource(Reference reference, Data data, int samples) implements Section {
  /** What the integers are compared with. */
  public enum Reference {
    INTERPRETER("this network in floating point (double), computed here"),
    EXPECTED("the expected outputs that were given; nodes: the network in floating point");

    private final String words;

    Reference(String words) {
      this.words = words;
    }
  }

  /** Where the samples come from. */
  public enum Data {
    GIVEN("those given; calibrated on other data"),
    CALIBRATION("those that calibrated it; other inputs may saturate more"),
    SYNTHETIC("SYNTHETIC, made up here");

    private final String words;

    Data(String words) {
      this.words = words;
    }

    /** For programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public void put(ObjectNode root) {
    root.put("reference", reference.name().toLowerCase(Locale.ROOT))
        .put("data", data.word())
        .put("samples", samples);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("reference", reference.words));
    blocks.add(Block.row("data", samples + " samples, " + data.words));
    if (data == Data.SYNTHETIC) {
      blocks.add(
          Block.row("WARNING", "random inputs in [-1, 1] say next to nothing about your data:"));
      blocks.add(
          Block.continued(
              "ranges, saturation and accuracy below are guesses; give --calibrate FILE"));
    }
    return blocks;
  }
}
