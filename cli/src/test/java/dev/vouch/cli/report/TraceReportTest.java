package dev.vouch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.cli.Cli;
import dev.vouch.cli.check.ProofTrials;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.prover.Prover;
import dev.vouch.prover.UnprovableException;
import dev.vouch.verifier.circuit.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Inputs that cannot be proven: the node is named, its cells with {@code --debug} only. */
class TraceReportTest {
  @TempDir static Path folder;
  private static String model;

  /** y = x² for 0 ≤ x ≤ 2 in steps of 1/4, of inputs from −8 to 7.75. */
  @BeforeAll
  static void commit() throws Exception {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x = builder.input(port("x", true), Interval.signed(6), 2);
    builder.node(new NodeRef("square", "Mul"));
    long[] squares = {0, 1, 4, 9, 16, 25, 36, 49, 64};
    builder.output(port("y", false), builder.tabulation("y", x, 0, squares, 4));
    IntegerProgram program = builder.build();
    CompiledNetwork network =
        new CompiledNetwork(program, program.emit().circuit(), builder.modelValues());
    Path file = folder.resolve("square.vouch");
    Prover.commit(network, 1).write(file);
    model = file.toString();
  }

  private static NetworkPortSpec port(String name, boolean hidden) {
    return new NetworkPortSpec(name, ValueType.REAL, List.of(1, 2, 2), hidden);
  }

  private static String input(double... values) throws IOException {
    Path file = Files.createTempFile(folder, "x", ".npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2, 2}, values));
    }
    return file.toString();
  }

  private static Cli.Result prove(String input, String... more) throws IOException {
    Path proof = folder.resolve("x.proof");
    String[] args = {"prove", model, "--input", input, "-o", proof.toString(), "--force"};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  @Test
  void withoutDebugTheNodeIsNamedAndNoValueShown() throws IOException {
    Cli.Result result = prove(input(0.5, 1, 1.5, 3.25), "--json");
    assertThat(result.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(result.err())
        .isEqualTo(
            "error: the inference cannot be proven; square (Mul) holds a value that the circuit"
                + " does not allow; run with --debug for the cell"
                + System.lineSeparator());
    JsonNode json = result.json();
    assertThat(json.get("reason").asText()).isEqualTo("UNPROVABLE");
    assertThat(json.has("trace")).isFalse();
  }

  @Test
  void withDebugTheCellIsShown() throws IOException {
    Cli.Result result = prove(input(0.5, 1, 1.5, 3.25), "--debug", "--json");
    assertThat(result.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(result.err())
        .contains(
            "square (Mul): Tabulation 'y', cell [0, 1, 1] of 'x' [1, 2, 2] is 13, allowed is 0 to"
                + " 8 in the table");
    JsonNode trace = result.json().get("trace");
    assertThat(trace).hasSize(1);
    JsonNode cell = trace.get(0);
    assertThat(cell.get("nodes").toString())
        .isEqualTo("[{\"name\":\"square\",\"operator\":\"Mul\"}]");
    assertThat(cell.get("primitive").asText()).isEqualTo("Tabulation");
    assertThat(cell.get("tensor").asText()).isEqualTo("y");
    assertThat(cell.get("part").asText()).isEqualTo("x");
    assertThat(cell.get("shape").toString()).isEqualTo("[1,2,2]");
    assertThat(cell.get("index").toString()).isEqualTo("[0,1,1]");
    assertThat(cell.get("value").asText()).isEqualTo("13");
    assertThat(cell.get("allowed").asText()).isEqualTo("0 to 8 in the table");
  }

  @Test
  void aValueThatIsNoNumberIsAlwaysLocated() throws IOException {
    String file = input(0.5, 1, Double.NaN, 0);
    Cli.Result result = prove(file, "--json");
    assertThat(result.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(result.err())
        .contains("input 'x' holds NaN at [0, 1, 0]; the model takes -8.0 to 7.75");
    assertThat(result.json().has("trace")).isFalse();
    JsonNode cell = prove(file, "--json", "--debug").json().get("trace").get(0);
    assertThat(cell.get("tensor").asText()).isEqualTo("x");
    assertThat(cell.get("index").toString()).isEqualTo("[0,1,0]");
    assertThat(cell.get("value").asText()).isEqualTo("NaN");
    assertThat(cell.get("allowed").asText()).isEqualTo("-8.0 to 7.75");
  }

  @Test
  void debugOfAnInputThatIsProvenWarnsOfNothing() throws IOException {
    Cli.Result result = prove(input(0.5, 1, 1.5, 2), "--debug");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void inputsThatAreClampedAreCountedWithoutTheirValues() throws IOException {
    for (String[] options : new String[][] {{}, {"--quiet"}, {"--json"}}) {
      assertThat(prove(input(0.5, 100, 1.5, -123), options).err())
          .startsWith("warning: input 'x': 2 of 4 values are outside -8.0 to 7.75 and are clamped")
          .doesNotContain("100", "123");
    }
  }

  @Test
  void debugWarnsOfInputsThatAreClamped() throws IOException {
    Cli.Result result = prove(input(0.5, 100, 1.5, 2), "--debug");
    assertThat(result.err())
        .contains(
            "warning: input 'x' [1, 2, 2]: cell [0, 0, 1] is 100.0, the model takes -8.0 to 7.75:"
                + " clamped");
  }

  /** {@code check} with a network that its importer would not make. */
  @Command(name = "trials")
  private static final class Trials implements Callable<Integer> {
    @Mixin private Reporting reporting = new Reporting();

    @Override
    public Integer call() throws Exception {
      TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2, 2}, 0, -0.25, 1, 2);
      Samples data =
          Samples.of(
              Map.of("x", new ValueInfo(DataType.FLOAT, new int[] {1, 2, 2})), Map.of("x", x));
      ProofTrials.run(
          ModelFile.read(Path.of(model)), data::get, new ProofTrials.Plan(1, true, 1), reporting);
      return 0;
    }
  }

  @Test
  void checkShowsTheCellsOfItsOwnData() {
    for (String[] args : new String[][] {{}, {"--debug"}}) {
      StringWriter err = new StringWriter();
      AtomicReference<Exception> thrown = new AtomicReference<>();
      new CommandLine(new Trials())
          .setErr(new PrintWriter(err))
          .setExecutionExceptionHandler(
              (e, command, parsed) -> {
                thrown.set(e);
                return 1;
              })
          .execute(args);
      assertThat(thrown.get()).isInstanceOf(UnprovableException.class);
      String shown =
          args.length == 0
              ? err.toString()
              : Block.lines(TraceReport.of(thrown.get()).blocks()).get(0);
      assertThat(shown).contains("cell [0, 0, 1] of 'x' [1, 2, 2] is -1, allowed is 0 to 8");
    }
  }
}
