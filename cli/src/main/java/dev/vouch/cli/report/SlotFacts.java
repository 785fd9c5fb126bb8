package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.Locale;

/** What the format of a row says. */
public final class SlotFacts {
  private SlotFacts() {}

  /** Adds the facts to an object. */
  public static void put(ObjectNode node, RowFormat format) {
    format.lengths().forEach(node.putArray("rowLengths")::add);
    node.put("points", format.points())
        .put("least", format.lo())
        .put("most", format.hi())
        .put("scaleExponent", format.scaleExponent())
        .put("type", format.type().name().toLowerCase(Locale.ROOT));
  }

  /** The facts in a few words. */
  public static String text(RowFormat format) {
    return format.lengths()
        + " of "
        + format.lo()
        + " to "
        + format.hi()
        + " · 2^"
        + -format.scaleExponent()
        + ", "
        + format.points()
        + (format.points() == 1 ? " point" : " points")
        + " a row";
  }
}
