import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.DataCommitment;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RejectedRowsException;
import dev.vouch.verifier.rows.RowOpening;
import dev.vouch.verifier.rows.RowProofFiles;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks, in plain Java, that networks were scored on the very rows that their owner signed: the
 * owner's signature, each network's proofs, that they are about all rows of the signed data and no
 * others, the total, and one row that the owner shows. Exit code 1: something was refused.
 */
public final class CheckScores {
  private CheckScores() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println("usage: CheckScores DATA.commitment ROW.json SCORE_FOLDER...");
      System.exit(2);
    }
    try {
      DataCommitment data = signed(Path.of(args[0]));
      System.out.println("signed: " + data.rows() + " rows, data id " + data.dataId());
      byte[] shown = Files.readAllBytes(Path.of(args[1]));
      for (String folder : List.of(args).subList(2, args.length)) {
        System.out.println(folder + ": " + score(Path.of(folder), data, shown));
      }
    } catch (Refused e) {
      System.err.println("refused: " + e.getMessage());
      System.exit(1);
    }
  }

  /** What the owner signed. */
  private static DataCommitment signed(Path file) throws IOException, Refused {
    byte[] bytes = Files.readAllBytes(file);
    try {
      PublicKey owner =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new X509EncodedKeySpec(Files.readAllBytes(Path.of(file + ".pub"))));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(owner);
      signature.update(bytes);
      if (!signature.verify(Files.readAllBytes(Path.of(file + ".sig")))) {
        throw new Refused("the data are not those that their owner signed");
      }
      return DataCommitmentFile.read(bytes);
    } catch (GeneralSecurityException | MalformedCommitmentException e) {
      throw new Refused(e.getMessage());
    }
  }

  /** What a network's proofs say of these data. */
  private static String score(Path folder, DataCommitment data, byte[] shown)
      throws IOException, Refused {
    try (RowProofFiles proofs = RowProofFiles.open(List.of(folder.resolve("score.proofs")))) {
      VerifyingKey key =
          KeyReader.create().readAnyModel(Files.readAllBytes(folder.resolve("score.vk")));
      TensorOpening sum = TensorOpening.parse(Files.readAllBytes(folder.resolve("total.json")));
      RowOpening total = new RowOpening(sum);
      TensorOpening seen = TensorOpening.parse(shown);
      RowOpening row = new RowOpening(seen);
      RowVerdict verdict =
          RowVerifier.of(Verifier.of(key), new byte[0])
              .verify(
                  proofs,
                  rows -> {
                    total.accept(rows);
                    row.accept(rows);
                  });
      // The id is that of all rows, from the first to the last; of some there is none.
      if (!verdict.complete()
          || !verdict.ids().without().isEmpty()
          || !verdict.dataId().equals(data.dataId())) {
        throw new Refused(folder + " was scored on other data");
      }
      // Other sums are true as well, and no score: those of the labels, for example.
      if (sum.role() != Slot.Role.OUTPUT || !sum.name().equals("correct")) {
        throw new Refused(folder + " shows the sum of " + sum.role().word() + " " + sum.name());
      }
      // A total over some of the rows would be true, and not what is asked.
      if (sum.firstRow() != 0 || sum.rows() != data.rows()) {
        throw new Refused(folder + " does not count all rows");
      }
      return total.result().integers()[0]
          + " of "
          + data.rows()
          + " correct, model "
          + key.modelId()
          + "; row "
          + seen.firstRow()
          + " of "
          + seen.name()
          + " is "
          + numbers(row.result());
    } catch (MalformedKeyException
        | ProofRejectedException
        | MalformedRowsException
        | RejectedRowsException
        | MalformedCommitmentException
        | OpeningRejectedException e) {
      throw new Refused(folder + ": " + e.getMessage());
    }
  }

  /** Values of a tensor whose cells are real numbers. */
  private static List<Double> numbers(VerifiedTensor tensor) {
    List<Double> numbers = new ArrayList<>();
    for (long integer : tensor.integers()) {
      numbers.add(Math.scalb((double) integer, -tensor.scaleExponent(numbers.size())));
    }
    return numbers;
  }

  /** Something is not as it should be; the message says what. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
