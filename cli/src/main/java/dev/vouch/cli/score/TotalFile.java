package dev.vouch.cli.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.prover.rows.RowSum;
import dev.vouch.verifier.field.PrimeField;
import java.io.IOException;
import java.util.HexFormat;

/** The opening of a sum, as it is written (docs/spec/formats.md §10). */
final class TotalFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TotalFile() {}

  static byte[] encode(String output, RowSum sum) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "vouch-opening").put("version", 1);
    root.put("tensor", output).put("role", "output");
    long last = sum.first() + sum.rows() - 1;
    root.put("rows", sum.rows() == 1 ? Long.toString(last) : sum.first() + "-" + last);
    ArrayNode values = root.putArray("values");
    for (long value : sum.values()) {
      values.add(Long.toString(value));
    }
    ArrayNode blinders = root.putArray("blinders");
    byte[] bytes = sum.blinders();
    for (int at = 0; at < bytes.length; at += PrimeField.BYTES) {
      blinders.add(HexFormat.of().formatHex(bytes, at, at + PrimeField.BYTES));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
