package dev.vouch.cli.verify;

import dev.vouch.cli.console.Reporting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code vouch verify MODEL.vk X.proof [--json]} without the parser of options, which reads
 * annotations for longer than the check of a proof takes. Every other call is the parser's, wrong
 * ones included.
 */
public final class PlainVerify {
  private static final String JSON = "--json";

  private PlainVerify() {}

  /** The verification that these words ask for, if it is as simple as that. */
  public static Optional<Verification> of(PrintWriter out, PrintWriter err, String... words) {
    if (words.length == 0 || !words[0].equals("verify")) {
      return Optional.empty();
    }
    List<String> files = new ArrayList<>(Arrays.asList(words).subList(1, words.length));
    boolean json = files.remove(JSON);
    if (files.size() != 2 || files.stream().anyMatch(PlainVerify::isSpecial)) {
      return Optional.empty();
    }
    Reporting reporting = Reporting.plain(out, err, json);
    return Optional.of(new Verification(files.get(0), files.get(1), Demands.NONE, reporting));
  }

  /** Options, standard input, files of options, and nothing. */
  private static boolean isSpecial(String word) {
    return word.isEmpty() || word.startsWith("-") || word.startsWith("@");
  }
}
