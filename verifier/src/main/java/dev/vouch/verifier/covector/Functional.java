package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * constant + Σ ⟨committed source, covector⟩ + Σ ⟨2-operand term, covector⟩: what functionals on
 * derived tensors say about sources (protocol.md §5). Public sources are evaluated and go into the
 * constant. Entries stand in the order of the pull-back (§11, rule 16). Not thread-safe.
 */
public final class Functional {
  private final Circuit circuit;
  private final PublicSources publicSources;
  private final List<SourceClaim> claims = new ArrayList<>();
  private final List<ProductEntry> products = new ArrayList<>();
  private Scalar constant = Scalar.ZERO;

  /** The zero functional. */
  public Functional(Circuit circuit, PublicSources publicSources) {
    this.circuit = circuit;
    this.publicSources = publicSources;
  }

  /** Adds a constant. */
  public void add(Scalar value) {
    constant = constant.plus(value);
  }

  /** A tensor whose terms are being walked. */
  private static final class Visit {
    final Tensor.Derived tensor;
    final Covector covector;
    final PaddedSpace space;
    int next;

    Visit(Tensor.Derived tensor, Covector covector) {
      this.tensor = tensor;
      this.covector = covector;
      this.space = PaddedSpace.of(tensor.shape());
    }
  }

  /**
   * Adds ⟨tensor, covector⟩, pulled back to sources: depth first, terms in order, with a stack of
   * its own, for circuits may be deep.
   */
  public void add(int tensor, Covector covector) {
    Deque<Visit> path = new ArrayDeque<>();
    enter(path, tensor, covector);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (visit.next == visit.tensor.terms().size()) {
        path.removeLast();
      } else {
        pull(path, visit, visit.tensor.terms().get(visit.next++));
      }
    }
  }

  private void enter(Deque<Visit> path, int tensor, Covector covector) {
    Tensor target = circuit.tensors().get(tensor);
    if (target instanceof Tensor.Derived derived) {
      path.addLast(new Visit(derived, covector));
    } else if (target.kind().committed()) {
      claims.add(new SourceClaim(tensor, covector));
    } else {
      add(publicSources.evaluate(tensor, covector));
    }
  }

  private void pull(Deque<Visit> path, Visit visit, Term term) {
    if (term instanceof Term.Index index) {
      enter(path, index.tensor(), PullBack.index(index, visit.covector, space(index.tensor())));
      return;
    }
    Term.Box box = (Term.Box) term;
    if (box.operands().isEmpty()) {
      add(PullBack.constant(box, visit.covector, visit.space));
    } else if (box.operands().size() == 1) {
      int operand = box.operands().get(0).tensor();
      enter(path, operand, PullBack.box(box, visit.covector, visit.space, space(operand)));
    } else {
      products.add(new ProductEntry(box, visit.covector));
    }
  }

  private PaddedSpace space(int tensor) {
    return PaddedSpace.of(circuit.tensors().get(tensor).shape());
  }

  /** The constant, with the values of public sources. */
  public Scalar constant() {
    return constant;
  }

  /** Covectors on committed sources. */
  public List<SourceClaim> claims() {
    return claims;
  }

  /** 2-operand terms with the covectors on their results. */
  public List<ProductEntry> products() {
    return products;
  }
}
