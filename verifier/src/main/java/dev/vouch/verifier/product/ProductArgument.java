package dev.vouch.verifier.product;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.covector.ProductEntry;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.Sumcheck;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage 4 (protocol.md §6, §11 rules 17–20): Prod = Σ_g Σ_k A_g[k]·B_g[k] becomes two factors, A(y)
 * and B(y), which are sums of claims on operands over all entries g.
 */
public final class ProductArgument {
  private final HiddenMessages messages;
  private final Equations equations;

  /** Reads from {@code messages} and adds its equation to {@code equations}. */
  public ProductArgument(HiddenMessages messages, Equations equations) {
    this.messages = messages;
    this.equations = equations;
  }

  /** Rounds: n over k, and those over the terms. */
  public static int rounds(int variables, int terms, TermFactors factors) {
    return variables + factors.rounds(terms);
  }

  /** Hidden messages: two a round, and the factors. */
  public static int messages(int variables, int terms, TermFactors factors) {
    return Sumcheck.messages(rounds(variables, terms, factors)) + factors.messages(terms);
  }

  /** Equations: one, if there are terms. */
  public static int equations(int terms) {
    return terms == 0 ? 0 : 1;
  }

  /**
   * Verifies the products.
   *
   * @param prod the message that claims Prod
   * @param entries at least one
   * @param variables n = max n_g
   * @return A(y), B(y); or A_0(r), B_0(r), A_1(r), …
   */
  public List<FactorClaim> run(
      Circuit circuit, List<ProductEntry> entries, int prod, int variables, TermFactors factors)
      throws MessageException {
    // P <-> V  sumcheck over k; an entry with fewer variables is embedded at 0 in the later ones
    Sumcheck sumcheck =
        Sumcheck.run(messages, new AffineForm().add(Scalar.ONE, prod), variables, "products");
    Ends ends =
        new Ends(
            entries.stream().map(entry -> new ProductTerm(circuit, entry)).toList(),
            sumcheck.point());
    return switch (factors) {
      case JOINED -> joined(ends, sumcheck.claim());
      case SEPARATE -> separate(ends, sumcheck.claim());
    };
  }

  private List<FactorClaim> joined(Ends ends, AffineForm claim) throws MessageException {
    // P <-> V  sumcheck over g of A[g]·B[g], A[g] = A_g(r)·Π_{j>n_g}(1 − r_j), B[g] = B_g(r)
    int terms = ends.terms().size();
    Sumcheck sumcheck = Sumcheck.run(messages, claim, TermFactors.JOINED.rounds(terms), "terms");
    FieldVector weights = FieldVector.eq(sumcheck.point(), terms);
    // P -> V  A(y), B(y):  claim = A(y)·B(y)
    int a = messages.read("joined");
    int b = messages.read("joined");
    equations.add(new Equation(sumcheck.claim()).minusProduct(Scalar.ONE, a, b));
    List<SourceClaim> ofA = new ArrayList<>(terms);
    List<SourceClaim> ofB = new ArrayList<>(terms);
    for (int g = 0; g < terms; g++) {
      Scalar weight = weights.get(g);
      ofA.add(ends.terms().get(g).claimA(ends.point(g), weight.times(ends.late(g))));
      ofB.add(ends.terms().get(g).claimB(ends.point(g), weight));
    }
    return List.of(new FactorClaim(a, ofA), new FactorClaim(b, ofB));
  }

  private List<FactorClaim> separate(Ends ends, AffineForm claim) throws MessageException {
    // P -> V  A_g(r), B_g(r):  claim = Σ_g A_g(r)·B_g(r)·Π_{j>n_g}(1 − r_j)
    Equation end = new Equation(claim);
    List<FactorClaim> claims = new ArrayList<>();
    for (int g = 0; g < ends.terms().size(); g++) {
      int a = messages.read("factors");
      int b = messages.read("factors");
      end.minusProduct(ends.late(g), a, b);
      ProductTerm term = ends.terms().get(g);
      claims.add(new FactorClaim(a, List.of(term.claimA(ends.point(g), Scalar.ONE))));
      claims.add(new FactorClaim(b, List.of(term.claimB(ends.point(g), Scalar.ONE))));
    }
    equations.add(end);
    return claims;
  }

  /**
   * What the rounds over k leave.
   *
   * @param lateFactors entry i: Π_{j>i}(1 − r_j)
   */
  private record Ends(List<ProductTerm> terms, List<Scalar> r, List<Scalar> lateFactors) {
    Ends(List<ProductTerm> terms, List<Scalar> r) {
      this(terms, r, lateFactors(r));
    }

    /** r_1 … r_{n_g}. */
    List<Scalar> point(int g) {
      return r.subList(0, terms.get(g).variables());
    }

    /** Π_{j>n_g}(1 − r_j). */
    Scalar late(int g) {
      return lateFactors.get(terms.get(g).variables());
    }

    private static List<Scalar> lateFactors(List<Scalar> r) {
      Scalar[] factors = new Scalar[r.size() + 1];
      factors[r.size()] = Scalar.ONE;
      for (int i = r.size() - 1; i >= 0; i--) {
        factors[i] = factors[i + 1].times(Scalar.ONE.minus(r.get(i)));
      }
      return List.of(factors);
    }
  }
}
