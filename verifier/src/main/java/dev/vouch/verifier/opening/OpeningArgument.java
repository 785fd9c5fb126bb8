package dev.vouch.verifier.opening;

import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.covector.RowCoefficients;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.Sumcheck;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.product.FactorClaim;
import dev.vouch.verifier.transcript.MessageException;
import java.util.List;

/**
 * Stage 5 (protocol.md §7, §11 rules 20 and 21): all claims on committed values become one claim on
 * x, a combination of their rows.
 */
public final class OpeningArgument {
  /** One equation, whether something is opened or not. */
  public static final int EQUATIONS = 1;

  private final HiddenMessages messages;
  private final Equations equations;

  /** Reads from {@code messages} and adds its equation to {@code equations}. */
  public OpeningArgument(HiddenMessages messages, Equations equations) {
    this.messages = messages;
    this.equations = equations;
  }

  /** Hidden messages: two a round. */
  public static int messages(int rounds) {
    return Sumcheck.messages(rounds);
  }

  /**
   * Verifies the opening.
   *
   * @param opened whether some claim lies on a committed tensor, so that there are rounds (rule 21)
   * @param lin it has gamma^0
   * @param factors A(y) and B(y) have gamma^1 and gamma^2; of old proofs, all have powers in their
   *     order
   * @return c_row for all rows of all committed tensors, numbered as in {@link Matrix#firstRow}: x
   *     = Σ c_row·row; all 0 if nothing is opened
   */
  public FieldVector run(
      Layout layout,
      boolean opened,
      PublicSources publicSources,
      LinearClaim lin,
      List<FactorClaim> factors,
      Workers workers)
      throws MessageException {
    // V -> P  gamma
    Scalar gamma = messages.challenge("gamma");
    Functional rest = new Functional(layout.circuit(), publicSources);
    AffineForm claim = new AffineForm().add(Scalar.ONE, lin.value());
    Scalar power = Scalar.ONE;
    for (FactorClaim factor : factors) {
      power = power.times(gamma);
      claim.add(power, factor.message());
      for (SourceClaim own : factor.claims()) {
        rest.add(own.tensor(), own.covector().times(power));
      }
    }
    claim.add(rest.constant().negate()); // what lies on public sources
    FieldVector rows = new FieldVector(layout.rows());
    if (opened) {
      // P <-> V  sumcheck over the column variables: claim = <x, eq(s)>
      Sumcheck sumcheck = Sumcheck.run(messages, claim, layout.circuit().c(), "opening");
      addRows(layout, lin.claims(), sumcheck.point(), rows);
      lin.tables().addRows(sumcheck.point(), rows, workers);
      addRows(layout, rest.claims(), sumcheck.point(), rows);
      equations.add(
          new Equation(sumcheck.claim())
              .minusOpened(FieldVector.eq(sumcheck.point(), layout.columns())));
    } else {
      equations.add(new Equation(claim));
    }
    return rows;
  }

  private static void addRows(
      Layout layout, List<SourceClaim> claims, List<Scalar> s, FieldVector rows) {
    for (SourceClaim claim : claims) {
      Matrix matrix = layout.matrix(claim.tensor());
      RowCoefficients.add(matrix, claim.covector(), s, rows, matrix.firstRow());
    }
  }
}
