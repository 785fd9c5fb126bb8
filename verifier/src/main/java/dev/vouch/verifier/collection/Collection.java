package dev.vouch.verifier.collection;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.covector.RowFunctional;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.lookup.DirectTables;
import dev.vouch.verifier.lookup.LeafClaim;
import dev.vouch.verifier.lookup.LeafFunctional;
import dev.vouch.verifier.transcript.MessageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stage 3 (protocol.md §5, §11 rules 14, 16 and 23): the leaf claims and all zeros become one
 * equation, constant + Lin + Prod, on committed sources and 2-operand terms.
 */
public final class Collection {
  private final HiddenMessages messages;

  /** Reads from {@code messages}; adds no equation: what it claims is left to the later stages. */
  public Collection(HiddenMessages messages) {
    this.messages = messages;
  }

  /**
   * What the later stages have to show.
   *
   * @param functional Lin's covectors on committed sources and Prod's terms
   * @param lin the value of Lin: an affine form in the messages
   * @param prod the message that claims Prod; 0 without 2-operand terms
   * @param tables the rest of Lin: what S says about multiplicities
   */
  public record Collected(Functional functional, AffineForm lin, int prod, RowFunctional tables) {}

  /** Hidden messages: Prod, if there are 2-operand terms. */
  public static int messages(int terms) {
    return terms > 0 ? 1 : 0;
  }

  /**
   * Collects the assertions.
   *
   * @param leaf where the lookup tree ended; null without lookups
   * @param zeroBits coordinates of u
   */
  public Collected run(
      Layout layout, PublicSources publicSources, @Nullable LeafClaim leaf, int zeroBits)
      throws MessageException {
    // V -> P  mu, u
    int zeros = layout.circuit().zeros().size();
    FieldVector mu = FieldVector.powers(messages.challenge("mu"), 3 + zeros);
    List<Scalar> u = new ArrayList<>();
    for (int i = 0; i < zeroBits; i++) {
      u.add(messages.challenge("u"));
    }
    Functional functional = new Functional(layout.circuit(), publicSources);
    addAssertions(functional, layout, leaf, mu, u);
    // Lin = p_leaf + mu·q_leaf + mu^(2+Z)·S − constant − Prod
    AffineForm lin = new AffineForm().add(functional.constant().negate());
    RowFunctional tables = RowFunctional.ZERO;
    if (leaf != null) {
      lin.add(Scalar.ONE, leaf.p()).add(mu.get(1), leaf.q());
      lin.add(mu.get(2 + zeros), leaf.direct());
      tables = new DirectTables(layout, leaf.challenges(), mu.get(2 + zeros));
    }
    if (functional.products().isEmpty()) {
      return new Collected(functional, lin, 0, tables);
    }
    // P -> V  Prod
    int prod = messages.read("prod");
    return new Collected(functional, lin.add(Scalar.ONE.negate(), prod), prod, tables);
  }

  /**
   * p_leaf·mu^0 + q_leaf·mu^1 + Σ_j mu^(2+j)·⟨T_j, eq(u)⟩ over all Z tensors Zero(T_j), as a
   * functional of sources and 2-operand terms.
   */
  private static void addAssertions(
      Functional sum, Layout layout, @Nullable LeafClaim leaf, FieldVector mu, List<Scalar> u) {
    Circuit circuit = layout.circuit();
    if (leaf != null) {
      LeafFunctional.add(sum, layout.leafBlocks(), leaf.challenges(), mu.get(1));
    }
    int power = 2;
    for (int zero : circuit.zeros()) {
      PaddedSpace space = PaddedSpace.of(circuit.tensors().get(zero).shape());
      sum.add(zero, Covector.eq(mu.get(power++), space, u.subList(0, space.bits())));
    }
  }
}
