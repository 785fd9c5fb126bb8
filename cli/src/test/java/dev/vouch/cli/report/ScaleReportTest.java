package dev.vouch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands show of a table whose columns have scales of their own: y = x, shown. */
class ScaleReportTest {
  private static final SliceScales COLUMNS = new SliceScales(1, List.of(8, -2, 14));

  @TempDir static Path folder;
  private static String model;
  private static String key;
  private static String table;
  private static String proof;

  @BeforeAll
  static void prove() throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec spec = port("x", true);
    int x =
        builder.input(spec, spec.shape(), Interval.signed(16), COLUMNS.finest(), COLUMNS, false);
    builder.output(port("y", false), builder.exposure("y", x, Interval.signed(16)), COLUMNS);
    IntegerProgram program = builder.build();
    ModelFile made =
        Prover.commit(new CompiledNetwork(program, program.emit().circuit(), List.of()), 1);
    model = folder.resolve("table.vouch").toString();
    key = folder.resolve("table.vk").toString();
    table = folder.resolve("x.npy").toString();
    proof = folder.resolve("y.proof").toString();
    made.write(Path.of(model));
    Files.write(Path.of(key), made.key().encode());
    double[] cells = {31.25, 52_000, 0.5, 500, -7_000, -1.25};
    try (OutputStream out = Files.newOutputStream(Path.of(table))) {
      Npy.write(out, TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, cells));
    }
    Cli.Result proved = Cli.run("prove", model, "--input", table, "-o", proof);
    assertThat(proved.code()).as(proved.err()).isZero();
  }

  private static NetworkPortSpec port(String name, boolean hidden) {
    return new NetworkPortSpec(name, ValueType.REAL, List.of(2, 3), hidden);
  }

  private static JsonNode json(String... args) throws Exception {
    Cli.Result result =
        Cli.run(Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.json();
  }

  @Test
  void everyCommandReadsTheValuesAlike() throws Exception {
    for (JsonNode y :
        List.of(
            json("run", model, "--input", table).at("/outputs/y"),
            json("prove", model, "--input", table, "-o", proof, "--force").at("/outputs/y"),
            json("verify", key, proof).at("/outputs/y"),
            json("inspect", proof, "--key", key).at("/outputs/y"))) {
      assertThat(y.at("/values").toString())
          .isEqualTo("[31.25,52000.0,0.5,127.99609375,-7000.0,-1.25]");
      assertThat(y.at("/integers").toString()).isEqualTo("[8000,13000,8192,32767,-1750,-20480]");
      assertThat(y.at("/scaleAxis").asInt()).isEqualTo(1);
      assertThat(y.at("/scaleExponents").toString()).isEqualTo("[8,-2,14]");
      assertThat(y.has("scaleExponent")).isFalse();
    }
    assertThat(Cli.run("verify", key, proof).out())
        .contains("31.2500 52000.0 0.500000 127.996 -7000.00 -1.25000");
  }

  @Test
  void theClampedColumnIsNamed() {
    assertThat(Cli.run("run", model, "--input", table).err())
        .contains("x[:,0]")
        .contains("-128")
        .contains("127.996");
  }

  @Test
  void inspectListsTheScalesAmongWhatIsPublished() throws Exception {
    JsonNode json = json("inspect", key);
    for (JsonNode port : List.of(json.at("/inputs/x"), json.at("/outputs/y"))) {
      assertThat(port.at("/scaleExponents").toString()).isEqualTo("[8,-2,14]");
      assertThat(port.at("/scaleAxis").asInt()).isEqualTo(1);
      assertThat(port.at("/lo").asInt()).isEqualTo(-32768);
      assertThat(port.has("scaleExponent")).isFalse();
    }
    List<String> published =
        json.at("/published").findValues("values").stream()
            .map(JsonNode::toString)
            .filter(values -> values.contains("scaleAxis"))
            .toList();
    assertThat(published)
        .containsExactly(
            "{\"hi\":32767,\"lo\":-32768,\"scaleAxis\":1,\"scaleExponents\":[8,-2,14]}",
            "{\"hi\":32767,\"lo\":-32768,\"scaleAxis\":1,\"scaleExponents\":[8,-2,14]}");
    String text = Cli.run("inspect", key).out();
    assertThat(text)
        .contains("real; integers -32768 to 32767, scales 2^-8, 2^2, 2^-14 along axis 1\n")
        .contains("scales and range of an input")
        .contains("hi 32767, lo -32768, scaleAxis 1, scaleExponents 8 -2 14");
  }

  @Test
  void manyScalesAreCutShortInText() {
    SliceScales scales = new SliceScales(0, Collections.nCopies(300, 7));
    assertThat(new ScaleReport(7, scales).text())
        .startsWith("scales 2^-7, 2^-7, ")
        .endsWith(", … (300 scales) along axis 0")
        .hasSizeLessThan(200);
  }
}
