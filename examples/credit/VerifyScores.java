import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a proof of credit scores in plain Java, with the verifier and Bouncy Castle on the class
 * path and nothing else, and prints the scores as CSV. Exit code 1: the proof was refused.
 */
public final class VerifyScores {
  private VerifyScores() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      System.err.println("usage: VerifyScores MODEL.vk SCORES.proof MODEL_ID CONTEXT");
      System.exit(2);
    }
    ModelId pinned = ModelId.parse(args[2]);
    byte[] context = args[3].getBytes(StandardCharsets.UTF_8);
    try {
      VerifyingKey key = VerifyingKey.decode(Files.readAllBytes(Path.of(args[0])), pinned);
      Verifier verifier = Verifier.of(key);
      print(verifier.verify(Files.readAllBytes(Path.of(args[1])), context));
    } catch (VerificationException e) {
      System.err.println("refused: " + e.getMessage());
      System.exit(1);
    }
  }

  /** A line a row of the batch: its decision, and the probability that the loan is not paid back. */
  private static void print(VerifiedInference inference) {
    VerifiedTensor probabilities = inference.output("probabilities");
    long[] labels = inference.output("label").integers();
    long[] integers = probabilities.integers();
    System.out.println("row,label,probability");
    for (int row = 0; row < labels.length; row++) {
      int bad = 2 * row + 1; // each row has two probabilities, that of class 1 is the second
      double probability = Math.scalb((double) integers[bad], -probabilities.scaleExponent(bad));
      System.out.println(row + "," + labels[row] + "," + probability);
    }
  }
}
