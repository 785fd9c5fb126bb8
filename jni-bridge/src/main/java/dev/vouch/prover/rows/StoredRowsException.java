package dev.vouch.prover.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Refusal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Proofs that are there already are not of the same work, so that it cannot go on there. */
public final class StoredRowsException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  StoredRowsException(Path place, String problem, @Nullable Throwable cause) {
    this(place + " holds proofs of other work: " + problem, cause);
  }

  private StoredRowsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Of a file of openings that does not go with the proofs. */
  static StoredRowsException ofOpenings(Path place, String problem) {
    return new StoredRowsException(place + " has not the openings of the proofs: " + problem, null);
  }

  /** Checks what a file says of all its proofs. */
  static void requireSame(Path file, ModelId model, int batch, ModelId wanted, int wantedBatch)
      throws StoredRowsException {
    if (!model.equals(wanted)) {
      throw new StoredRowsException(file, "they are of model " + model.hex(), null);
    }
    if (batch != wantedBatch) {
      throw new StoredRowsException(file, "each is of " + batch + " rows", null);
    }
  }

  @Override
  public Kind kind() {
    return Kind.INVALID_INPUT;
  }

  @Override
  public String reasonName() {
    return "OTHER_WORK";
  }

  @Override
  public String remedy() {
    return "choose another output, or begin anew with --force";
  }
}
