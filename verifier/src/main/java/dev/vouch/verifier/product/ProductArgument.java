package dev.vouch.verifier.product;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.covector.ProductEntry;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.Sumcheck;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage 4 (protocol.md §6, §11 rules 17–20): Prod = Σ_g Σ_k A_g[k]·B_g[k] becomes two claims on
 * operands for every entry g.
 */
public final class ProductArgument {
  private final HiddenMessages messages;
  private final Equations equations;

  /** Reads from {@code messages} and adds its equation to {@code equations}. */
  public ProductArgument(HiddenMessages messages, Equations equations) {
    this.messages = messages;
    this.equations = equations;
  }

  /** Hidden messages: two a round, two factors a term. */
  public static int messages(int variables, int terms) {
    return terms == 0 ? 0 : Sumcheck.messages(variables) + 2 * terms;
  }

  /** Equations: one, if there are terms. */
  public static int equations(int terms) {
    return terms == 0 ? 0 : 1;
  }

  /** Messages that occur in products of two: the factors. */
  public static int multiplied(int terms) {
    return 2 * terms;
  }

  /**
   * Verifies the products.
   *
   * @param prod the message that claims Prod
   * @param entries at least one
   * @param variables n = max n_g
   * @return A_1, B_1, A_2, B_2, …
   */
  public List<FactorClaim> run(Circuit circuit, List<ProductEntry> entries, int prod, int variables)
      throws MessageException {
    // P <-> V  sumcheck over k; an entry with fewer variables is embedded at 0 in the later ones
    Sumcheck sumcheck =
        Sumcheck.run(messages, new AffineForm().add(Scalar.ONE, prod), variables, "products");
    List<Scalar> r = sumcheck.point();
    List<Scalar> late = lateFactors(r);
    // P -> V  A_g(r), B_g(r):  claim = Σ_g A_g(r)·B_g(r)·Π_{j>n_g}(1 − r_j)
    Equation end = new Equation(sumcheck.claim());
    List<FactorClaim> claims = new ArrayList<>();
    for (ProductEntry entry : entries) {
      ProductTerm term = new ProductTerm(circuit, entry);
      int a = messages.read("factors");
      int b = messages.read("factors");
      end.minusProduct(late.get(term.variables()), a, b);
      List<Scalar> own = r.subList(0, term.variables());
      claims.add(new FactorClaim(a, term.claimA(own)));
      claims.add(new FactorClaim(b, term.claimB(own)));
    }
    equations.add(end);
    return claims;
  }

  /** Entry i: Π_{j>i}(1 − r_j). */
  private static List<Scalar> lateFactors(List<Scalar> r) {
    Scalar[] factors = new Scalar[r.size() + 1];
    factors[r.size()] = Scalar.ONE;
    for (int i = r.size() - 1; i >= 0; i--) {
      factors[i] = factors[i + 1].times(Scalar.ONE.minus(r.get(i)));
    }
    return List.of(factors);
  }
}
