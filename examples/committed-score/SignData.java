import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/**
 * The owner signs a commitment to data, with a key pair made for the day: FILE.sig and FILE.pub are
 * written beside it. A real owner has a key that others know.
 */
public final class SignData {
  private SignData() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    if (args.length != 1) {
      System.err.println("usage: SignData DATA.commitment");
      System.exit(2);
    }
    Path file = Path.of(args[0]);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(Files.readAllBytes(file));
    Files.write(Path.of(file + ".sig"), signature.sign());
    Files.write(Path.of(file + ".pub"), pair.getPublic().getEncoded());
  }
}
