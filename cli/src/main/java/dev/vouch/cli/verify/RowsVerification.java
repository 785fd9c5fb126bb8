package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.OtherDataException;
import dev.vouch.verifier.rows.RowFault;
import dev.vouch.verifier.rows.RowProofFiles;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import dev.vouch.verifier.rows.VerifiedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch verify} does with proofs of rows, in a file or in a folder of such files.
 *
 * @param name of the file or folder
 */
record RowsVerification(ModelKey key, String name, Demands demands, Reporting reporting) {
  private static final String NOT_ACCEPTED = "REJECTED_ROWS";

  /** Whether proofs are to be read so: a folder, or a file that begins as one of them. */
  static boolean isFor(String name) throws IOException {
    Path path = Path.of(name);
    return Files.isDirectory(path) || (Files.isRegularFile(path) && RowProofFiles.isOne(path));
  }

  /** Checks the proofs and reports; returns the exit code. */
  int run() throws IOException, CommandException {
    ContextFlag.requireFits(demands.context(), key, true);
    long start = System.nanoTime();
    Path path = Path.of(name);
    List<Path> files = Files.isDirectory(path) ? RowProofFiles.in(path) : List.of(path);
    if (files.isEmpty()) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "MALFORMED",
          "the folder has no file of proofs; " + name + "; give one that prove --all wrote");
    }
    try (RowProofFiles proofs = RowProofFiles.open(files);
        DataCheck data = DataCheck.open(demands.data());
        RowTable table = RowTable.open(demands.outputs())) {
      Seen seen = new Seen(table, data);
      RowVerifier verifier = RowVerifier.of(verifier(), demands.context());
      RowVerdict verdict = verifier.check(proofs, seen::add);
      table.requireWritten();
      long nanos = System.nanoTime() - start;
      Checks checks = seen.checks(demands, verifier.independence());
      AcceptedRows rows =
          new AcceptedRows(key, verdict, checks, size(files), proofs.isCutOff(), nanos);
      Failure failure = failure(verdict);
      if (failure != null) {
        return reporting.print(Report.failure(failure, rows));
      }
      CheckedData found = data.found(verdict, key);
      table.keep();
      return reporting.confirm(
          Report.of(rows.with(checks == null ? null : checks.with(found)), found), List.of());
    } catch (OtherDataException | OpeningRejectedException | DataCheck.OtherIdException e) {
      return reporting.print(
          Report.failure(Failure.of(e), new Refused(key, System.nanoTime() - start)));
    } catch (MalformedCommitmentException e) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "MALFORMED",
          e.getMessage() + "; " + demands.data().commitment() + "; give what commit wrote");
    } catch (MalformedRowsException e) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "MALFORMED",
          e.getMessage() + "; " + name + "; give proofs that prove --all wrote");
    } catch (VerificationException e) {
      return reporting.print(
          Report.failure(Failure.of(e), new Refused(key, System.nanoTime() - start)));
    }
  }

  private ProofVerifier verifier() throws IOException, CommandException, VerificationException {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    String weights = demands.weights();
    if (weights != null) {
      return WeightsFile.verifier(key, weights, pool);
    }
    return (demands.uncertified() ? key.uncertifiedVerifier() : key.verifier()).withPool(pool);
  }

  private static long size(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Null if all is as it should be; else the first fault, and the worst exit code. */
  private @Nullable Failure failure(RowVerdict verdict) {
    if (!verdict.accepted()) {
      boolean malformed =
          verdict.faults().stream().anyMatch(fault -> fault.kind() == Refusal.Kind.MALFORMED);
      long all = verdict.faults().size() + verdict.more();
      String first = all == 0 ? "there is no whole proof" : verdict.faults().get(0).text();
      return new Failure(
          malformed ? ExitCode.MALFORMED : ExitCode.REJECTED,
          reason(verdict.faults()),
          "rejected: "
              + first
              + (all > 1 ? "; and " + (all - 1) + " more" : "")
              + "; "
              + name
              + "; prove these rows again");
    }
    if (demands.allRows() && !verdict.complete()) {
      return new Failure(
          ExitCode.REJECTED,
          "ROWS_INCOMPLETE",
          "rejected (ROWS_INCOMPLETE): proven are "
              + verdict.rows()
              + (verdict.first() > 0 ? ", not those before" : "")
              + ", and not that none follows; "
              + name
              + "; go on with prove --all --resume, or ask for them");
    }
    return null;
  }

  /** The one reason of all faults, if they have one. */
  private static String reason(List<RowFault> faults) {
    List<String> reasons = faults.stream().map(RowFault::reason).distinct().toList();
    return reasons.size() == 1 ? reasons.get(0) : NOT_ACCEPTED;
  }

  /** What was verified goes to a table; the first proof tells what is said of the weights. */
  private static final class Seen {
    private final RowTable table;
    private final DataCheck data;
    private @Nullable VerifiedResult first;

    Seen(RowTable table, DataCheck data) {
      this.table = table;
      this.data = data;
    }

    void add(VerifiedRows rows) {
      first = first == null ? rows.inference() : first;
      table.add(rows);
      data.add(rows);
    }

    /** Null if nothing was verified. */
    @Nullable Checks checks(Demands demands, RowIndependence independence) {
      return first == null ? null : Checks.ofRows(demands, first, independence);
    }
  }
}
