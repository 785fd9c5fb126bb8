import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * One warm process of one version: proves or verifies once for each line on standard input and
 * prints the nanoseconds. Uses nothing but what all versions have.
 */
final class Driver {
  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(arguments[0]);
    TensorData input = Npy.read(Path.of(arguments[2]));
    VerifyingKey key = VerifyingKey.read(Path.of(arguments[1]));
    Verifier verifier = Verifier.of(key);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    byte[] proof = new byte[0];
    try (Prover prover = Prover.open(model)) {
      Map<String, TensorData> inputs = Map.of(key.circuit().inputs().get(0).name(), input);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long start = System.nanoTime();
        if (line.equals("prove")) {
          proof = prover.prove(inputs).proof();
        } else {
          verifier.verify(proof);
        }
        System.out.println(System.nanoTime() - start);
      }
    }
  }
}
