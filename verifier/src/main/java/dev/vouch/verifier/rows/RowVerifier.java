package dev.vouch.verifier.rows;

import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.independence.RowIndependence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks proofs of rows as one set (protocol.md §11, rule 36), of a model or of a chain: group by
 * group, the group equations of a group's proofs as one (rule 27). Memory is bounded by a group,
 * whatever the number of rows. Thread-safe.
 */
public final class RowVerifier {
  /** Proofs of circuits that are checked together. */
  private static final int GROUP = 64;

  /** Faults that are told one by one. */
  private static final int MOST_FAULTS = 1000;

  private final ProofVerifier verifier;
  private final byte[] context;

  private RowVerifier(ProofVerifier verifier, byte[] context) {
    this.verifier = verifier;
    this.context = context;
  }

  /**
   * A verifier of rows.
   *
   * @param context what the proofs were bound to beside their rows; may be empty
   * @throws IllegalArgumentException if it has more than {@link RowRange#maxContextBytes}
   */
  public static RowVerifier of(ProofVerifier verifier, byte[] context) {
    int most = RowRange.maxContextBytes(verifier.key());
    if (context.length > most) {
      throw new IllegalArgumentException(
          "a context of " + context.length + " bytes, at most " + most + " are allowed with rows");
    }
    return new RowVerifier(verifier, context.clone());
  }

  /**
   * Whether the rows of a proof are independent of one another: if they are not, outputs of a row
   * may depend on what else its prover put into the proof, and no check of proofs tells
   * (protocol.md §11, rule 39). The same for all proofs of the key, and decided once.
   */
  public RowIndependence independence() {
    return verifier.key().rowIndependence();
  }

  /**
   * Checks proofs and demands that all hold and follow one another.
   *
   * @param rows gets what was verified, group by group in order, before what follows is known: all
   *     of it counts only if this method returns
   * @throws RejectedRowsException if a proof is false, malformed, missing or there twice, or if
   *     there is none
   * @throws MalformedRowsException if the source throws it
   */
  public RowVerdict verify(RowProofs proofs, Consumer<VerifiedRows> rows)
      throws IOException, MalformedRowsException, RejectedRowsException {
    RowVerdict verdict = check(proofs, rows);
    if (!verdict.accepted()) {
      throw new RejectedRowsException(verdict);
    }
    return verdict;
  }

  /**
   * Checks all proofs, and tells of each that does not hold or is not where it should be.
   *
   * @param rows gets what was verified, group by group in order
   * @throws MalformedRowsException if the source throws it
   */
  public RowVerdict check(RowProofs proofs, Consumer<VerifiedRows> rows)
      throws IOException, MalformedRowsException {
    Faults faults = new Faults();
    RowOrder order = new RowOrder();
    RowIds.Hashes hashes = new RowIds.Hashes();
    Consumer<VerifiedRows> seen =
        verified -> {
          hashes.add(verified);
          rows.accept(verified);
        };
    List<RowProof> group = new ArrayList<>();
    int most = Math.max(1, GROUP / verifier.key().keys().size());
    long count = 0;
    for (@Nullable RowProof next = proofs.next(); next != null; next = proofs.next()) {
      count++;
      order.take(next.range()).ifPresent(faults::add);
      if (takesRows(next.range().batch())) {
        group.add(next);
      } else {
        faults.add(
            RowFault.ofOrder(
                next.range().first(),
                next.range().end(),
                RowFault.NO_ROWS,
                "the model does not take " + next.range().batch() + " rows at once"));
      }
      if (group.size() == most) {
        check(group, seen, faults);
        group.clear();
      }
    }
    check(group, seen, faults);
    boolean complete = order.complete() && faults.total == 0;
    return new RowVerdict(
        order.first(),
        order.end(),
        count,
        complete,
        faults.first,
        faults.total - faults.first.size(),
        complete ? hashes.ids() : RowIds.NONE);
  }

  /**
   * A circuit for 4 rows has no proof about one of them: of that row only a quarter of each port
   * would be compared with commitments, and all of it be shown.
   */
  private boolean takesRows(int batch) {
    try {
      return batch == verifier.key().rows();
    } catch (NoRowFormatException e) {
      return false;
    }
  }

  private void check(List<RowProof> group, Consumer<VerifiedRows> rows, Faults faults) {
    try {
      List<? extends VerifiedResult> verified =
          verifier.verifyAll(
              group.stream().map(RowProof::proof).toList(),
              group.stream().map(proof -> proof.range().context(context)).toList());
      for (int i = 0; i < group.size(); i++) {
        rows.accept(new VerifiedRows(group.get(i).range(), verified.get(i)));
      }
    } catch (VerificationException e) {
      group.forEach(proof -> checkAlone(proof, rows, faults));
    }
  }

  private void checkAlone(RowProof proof, Consumer<VerifiedRows> rows, Faults faults) {
    VerifiedResult verified;
    try {
      verified = verifier.verify(proof.proof(), proof.range().context(context));
    } catch (VerificationException e) {
      faults.add(RowFault.of(proof.range(), e, String.valueOf(e.getMessage())));
      return;
    }
    rows.accept(new VerifiedRows(proof.range(), verified));
  }

  /** The first faults, and how many there are. */
  private static final class Faults {
    private final List<RowFault> first = new ArrayList<>();
    private long total;

    void add(RowFault fault) {
      total++;
      if (first.size() < MOST_FAULTS) {
        first.add(fault);
      }
    }
  }
}
