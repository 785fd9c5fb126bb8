package dev.vouch.cli.prove;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProofFolder;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.StoredProofCheck;
import dev.vouch.prover.rows.StoredRowsException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProofFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where proofs of rows go: one file, or a file each in a folder.
 *
 * @param name as the user gives it; with a slash at its end, or if there is one, a folder
 * @param resume whether to go on with what is there
 * @param force whether to begin anew where something is there
 */
record RowsPlace(String name, boolean resume, boolean force) {
  /**
   * Opens it for proofs of a model from a row on.
   *
   * @param check of what is there
   */
  RowProofStore open(ModelId model, int batch, long first, StoredProofCheck check)
      throws IOException,
          MalformedRowsException,
          StoredRowsException,
          MalformedCommitmentException {
    Path path = Path.of(name);
    if (isFolder()) {
      return resume
          ? RowProofFolder.resume(path, model, batch, first, check)
          : RowProofFolder.create(path, model, batch, first);
    }
    return resume
        ? RowProofFile.resume(path, model, batch, first, check)
        : RowProofFile.create(path, model, batch, first);
  }

  /** Checks before any work is done that proofs may be written there. */
  void requireFree() throws CommandException, IOException {
    Path path = Path.of(name);
    if (name.equals("-")) {
      throw CommandException.usage(
          "proofs of rows are kept as they are made; '-'; name a file or a folder");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new NoSuchFileException(String.valueOf(parent));
    }
    if (Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
      throw CommandException.usage(
          "proofs of rows go to a file or folder; " + name + " is neither; name another");
    }
    boolean there = isFolder() ? holdsProofs(path) : Files.exists(path);
    if (there && !resume && !force) {
      throw CommandException.usage(
          "proofs are there already; "
              + name
              + "; go on with --resume, choose another name, or begin anew with --force");
    }
  }

  private static boolean holdsProofs(Path folder) throws IOException {
    return Files.isDirectory(folder) && !RowProofFiles.in(folder).isEmpty();
  }

  /** Whether proofs get a file each. */
  boolean isFolder() {
    return name.endsWith("/") || Files.isDirectory(Path.of(name));
  }

  @Override
  public String toString() {
    return name;
  }
}
