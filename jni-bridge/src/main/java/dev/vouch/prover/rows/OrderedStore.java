package dev.vouch.prover.rows;

import dev.vouch.verifier.rows.RowProof;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A store that knows how far it has got, and takes the proof of the rows after that. */
abstract class OrderedStore implements RowProofStore {
  private final LastProof last;

  OrderedStore(LastProof last) {
    this.last = last;
  }

  /** Writes a proof so that it survives the end of the process, or nothing of it. */
  abstract void write(RowProof proof) throws IOException;

  @Override
  public final long next() {
    return last.next();
  }

  @Override
  public final @Nullable RowProof last() {
    return last.proof();
  }

  @Override
  public final boolean ended() {
    return last.ended();
  }

  @Override
  public final void append(RowProof proof) throws IOException {
    last.requireNext(proof.range());
    write(proof);
    last.take(proof);
  }
}
