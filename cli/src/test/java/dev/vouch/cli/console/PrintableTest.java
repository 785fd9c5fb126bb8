package dev.vouch.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Names that would move the cursor, or turn a line around, are printed escaped. */
class PrintableTest {
  private static final String HOSTILE = "a\u009b2J\u202eb\u2028c\u200bd\udb40\udc41e\u00e9";

  @Test
  void textForPeopleIsEscaped() {
    assertThat(Printable.text(HOSTILE + "\n\tnext\u001b[K"))
        .isEqualTo(
            "a\\u{009B}2J\\u{202E}b\\u{2028}c\\u{200B}d\\u{E0041}e\u00e9\n\tnext\\u{001B}[K");
  }

  @Test
  void jsonIsTheSameValue() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String shown = Printable.json(mapper.writeValueAsString(HOSTILE));
    assertThat(shown).isEqualTo("\"a\\u009b2J\\u202eb\\u2028c\\u200bd\\udb40\\udc41e\u00e9\"");
    assertThat(mapper.readValue(shown, String.class)).isEqualTo(HOSTILE);
  }

  @Test
  void whateverACommandSaysIsEscaped() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Reporting reporting = Reporting.plain(new PrintWriter(out), new PrintWriter(err), false);
    reporting.tell(HOSTILE);
    reporting.warn(HOSTILE);
    assertThat(out.toString()).startsWith("a\\u{009B}2J\\u{202E}b");
    assertThat(err.toString()).startsWith("warning: a\\u{009B}2J\\u{202E}b");
  }
}
