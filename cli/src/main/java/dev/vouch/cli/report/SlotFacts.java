package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.Locale;

/** What the format of a row says. */
public final class SlotFacts {
  private SlotFacts() {}

  /** Adds the facts to an object. */
  public static void put(ObjectNode node, Slot slot) {
    RowFormat format = slot.format();
    format.lengths().forEach(node.putArray("rowLengths")::add);
    node.put("points", slot.isPublic() ? 0 : format.points())
        .put("least", format.lo())
        .put("most", format.hi())
        .put("scaleExponent", format.scaleExponent())
        .put("type", format.type().name().toLowerCase(Locale.ROOT));
  }

  /** The facts in a few words. */
  public static String text(Slot slot) {
    RowFormat format = slot.format();
    return format.lengths()
        + " of "
        + format.lo()
        + " to "
        + format.hi()
        + " · 2^"
        + -format.scaleExponent()
        + (slot.isPublic()
            ? ", public"
            : ", " + format.points() + (format.points() == 1 ? " point a row" : " points a row"));
  }
}
