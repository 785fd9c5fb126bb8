package dev.vouch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands inside the test's process. */
public final class Cli {
  private Cli() {}

  /** What a command left behind. */
  public record Result(int code, String out, String err) {
    /** The only thing on standard output. */
    public JsonNode json() throws IOException {
      return new ObjectMapper().readerFor(JsonNode.class).readTree(out);
    }
  }

  public static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Vouch.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(code, out.toString(), err.toString());
  }
}
