package dev.vouch.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.cli.Vouch;
import dev.vouch.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainVerifyTest {
  private static Optional<Verification> of(String words) {
    PrintWriter writer = new PrintWriter(new StringWriter());
    return PlainVerify.of(writer, writer, words.isEmpty() ? new String[0] : words.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"verify m.vk x.proof", "verify --json m.vk x.proof", "verify m.vk x.proof --json"})
  void takesTheSimpleCall(String words) {
    Verification verification = of(words).orElseThrow();
    assertThat(verification.key()).isEqualTo("m.vk");
    assertThat(verification.proof()).isEqualTo("x.proof");
    assertThat(verification.demands()).isSameAs(Demands.NONE);
    assertThat(verification.reporting().json()).isEqualTo(words.contains("--json"));
    assertThat(verification.reporting().debug()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "verify",
        "verify m.vk",
        "verify m.vk x.proof y.proof",
        "verify --json --json m.vk x.proof",
        "verify m.vk -",
        "verify @words x.proof",
        "verify m.vk ",
        "verify --debug m.vk x.proof",
        "verify --context= m.vk x.proof",
        "verify m.vk --help",
        "prove m.vk x.proof",
        "--json verify m.vk x.proof"
      })
  void leavesEverythingElseToTheParser(String words) {
    assertThat(of(words)).isEmpty();
  }

  @Test
  void failuresAreReportedAsTheParserReportsThem() {
    StringWriter plainErr = new StringWriter();
    StringWriter parsedErr = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());
    int plain = Vouch.run(out, new PrintWriter(plainErr), "verify", "no.vk", "no.proof");
    int parsed = Vouch.run(out, new PrintWriter(parsedErr), "verify", "-q", "no.vk", "no.proof");
    assertThat(plain).isEqualTo(parsed).isEqualTo(ExitCode.USAGE);
    assertThat(plainErr.toString()).isEqualTo(parsedErr.toString()).contains("no.proof");
  }
}
