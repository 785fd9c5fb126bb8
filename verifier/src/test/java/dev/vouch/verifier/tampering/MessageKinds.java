package dev.vouch.verifier.tampering;

import dev.vouch.verifier.Proof;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.product.TermFactors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What each element of a proof's messages is, in order (protocol.md §12 and §8.1). */
final class MessageKinds {
  private static final Set<String> POINTS =
      Set.of("witness row", "pad commitment", "D_x", "D_w", "L", "R");

  private final List<String> kinds = new ArrayList<>();

  private MessageKinds() {}

  /** One name an element. */
  static List<String> of(Plan plan, Proof.Form form) {
    MessageKinds names = new MessageKinds();
    names.add("witness row", plan.witnessRows());
    names.add("pad commitment", 1);
    names.lookups(plan);
    names.products(plan);
    for (int round = 0; round < plan.openingRounds(); round++) {
      names.add("m(0) of the opening", 1);
      names.add("m(∞) of the opening", 1);
    }
    names.add("D_x", plan.opened() ? 1 : 0);
    names.add("D_w", 1);
    names.add("l1", 1);
    names.add("l0", 1);
    if (form == Proof.Form.PLAIN) {
      names.add("z_x", plan.columns());
      names.add("z_w", plan.pads());
      names.add("ζ_x", plan.opened() ? 1 : 0);
      names.add("ζ_w", 1);
    } else {
      names.compact(plan);
    }
    long bytes = form == Proof.Form.PLAIN ? plan.messageBytes() : plan.compactMessageBytes();
    if (32L * names.kinds.size() != bytes) {
      throw new IllegalStateException(names.kinds.size() + " names for " + bytes + " bytes");
    }
    return List.copyOf(names.kinds);
  }

  static boolean isPoint(String kind) {
    return POINTS.contains(kind);
  }

  private void lookups(Plan plan) {
    if (!plan.hasLookups()) {
      return;
    }
    add("q_root", 1);
    add("inv", 1);
    add("S", plan.direct() ? 1 : 0);
    for (int layer = 0; layer < plan.leafVariables(); layer++) {
      for (int round = 0; round < layer; round++) {
        add("d", 1);
        add("e", 1);
      }
      kinds.addAll(List.of("a", "p1", "q1", "q0"));
    }
  }

  private void products(Plan plan) {
    if (plan.terms() == 0) {
      return;
    }
    add("Prod", 1);
    for (int round = 0; round < plan.productRounds(); round++) {
      String over = round < plan.productVariables() ? "k" : "the terms";
      add("m(0) over " + over, 1);
      add("m(∞) over " + over, 1);
    }
    if (plan.factors() == TermFactors.JOINED) {
      add("A(y)", 1);
      add("B(y)", 1);
    } else {
      add("A_g(r), B_g(r)", 2 * plan.terms());
    }
  }

  private void compact(Plan plan) {
    add("ζ_x", 1);
    add("ζ_w", 1);
    add("z_w on S", 1 + plan.multiplied());
    kinds.addAll(List.of("t", "u", "v"));
    int longest = Math.max(plan.columns(), plan.pads());
    for (int size = 1; size < longest; size *= 2) {
      add("L", 1);
      add("R", 1);
    }
    add("Z", 1);
  }

  private void add(String kind, int count) {
    kinds.addAll(Collections.nCopies(count, kind));
  }
}
