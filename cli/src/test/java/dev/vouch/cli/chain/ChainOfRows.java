package dev.vouch.cli.chain;

import static dev.vouch.cli.chain.ThreeLayers.WIDTH;
import static dev.vouch.cli.chain.ThreeLayers.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vouch.cli.DataFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A chain of three parts that takes four rows at once, with hidden input and output, the same
 * network in one piece, and a table of ten rows.
 */
record ChainOfRows(Path folder, String onnx, String table) {
  static final int BATCH = 4;
  static final int ROWS = 10;

  static ChainOfRows in(Path folder) throws IOException {
    String onnx = ThreeLayers.onnx(folder.resolve("m.onnx"), "N");
    ChainOfRows chain = new ChainOfRows(folder, onnx, table(folder, "rows.csv", 0));
    chain.split(folder, "m", "3", "--output-visibility", "private");
    run(
        "compile",
        onnx,
        "--calibrate",
        chain.table,
        "--batch",
        "" + BATCH,
        "--output-visibility",
        "private",
        "-o",
        chain.whole() + ".vouch");
    return chain;
  }

  /** Splits the network into files of a folder; returns their name without suffix. */
  String split(Path into, String name, String parts, String option, String value)
      throws IOException {
    String files = into.resolve(name).toString();
    run(
        "split",
        onnx,
        "--parts",
        parts,
        "--calibrate",
        table,
        "--batch",
        "" + BATCH,
        option,
        value,
        "-o",
        files + ".vouch");
    return files;
  }

  String model() {
    return folder.resolve("m.vouch").toString();
  }

  String key() {
    return folder.resolve("m.vk").toString();
  }

  /** The files of the network in one piece, without suffix. */
  String whole() {
    return folder.resolve("whole").toString();
  }

  /** A table of which row 7 may be another. */
  static String table(Path folder, String name, double changed) throws IOException {
    StringBuilder text = new StringBuilder("a,b,c,d,e,f\n");
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double value = (row * 5 + column * 7) % 17 / 16.0 - 0.5 + (row == 7 ? changed : 0);
        text.append(column == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.4f", value));
      }
      text.append('\n');
    }
    return new DataFixture(folder).text(name, text.toString());
  }

  /** The integers of the output of a row, as the network in one piece computes them. */
  JsonNode expected(int row) throws IOException {
    JsonNode all =
        run("run", whole() + ".vouch", "--input", table, "--sample", "" + row / BATCH)
            .at("/outputs/y/integers");
    ArrayNode own = new ObjectMapper().createArrayNode();
    for (int cell = 0; cell < WIDTH; cell++) {
      own.add(all.get(row % BATCH * WIDTH + cell));
    }
    return own;
  }
}
