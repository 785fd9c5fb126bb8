package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.cli.console.FailureReport;
import dev.vouch.cli.console.Interruption;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every command prints, as text and as JSON, against files: scripts read the names, people the
 * lines. In a line below {@code @} is the folder of the test's files.
 */
class GoldenTest {
  @TempDir static Path folder;

  @BeforeAll
  static void files() throws Exception {
    DigitsModel files = DigitsModel.in(folder);
    SuiteFixture.in(folder);
    for (String line :
        List.of(
            "compile @digits.onnx --calibrate @digits.npz -o @hidden.vouch",
            "compile @digits.onnx --calibrate @digits.npz -o @open.vouch --publish-architecture",
            "compile @digits.onnx --calibrate @digits.npz -o @shown.vouch"
                + " --weights-visibility public --output-visibility private",
            "prove @hidden.vouch --input @digits.npz -o @hidden.proof --context nonce",
            "prove @hidden.vouch --input @digits.npz -o @small.proof --compact",
            "prove @shown.vouch --input @digits.npz -o @shown.proof")) {
      Cli.Result result = Cli.run(words(line));
      assertThat(result.code()).as(result.err()).isZero();
    }
    byte[] proof = Files.readAllBytes(folder.resolve("hidden.proof"));
    Files.write(folder.resolve("cut.proof"), Arrays.copyOf(proof, 1000));
    proof[proof.length - 40] ^= 1;
    Files.write(folder.resolve("changed.proof"), proof);
    VerifyingKey key = VerifyingKey.decode(Files.readAllBytes(folder.resolve("hidden.vk")));
    VerifyingKey uncertified = VerifyingKey.of(key.circuit(), key.modelPointBytes(), new byte[0]);
    Files.write(folder.resolve("uncertified.vk"), uncertified.encode());
    byte[] model = Files.readAllBytes(folder.resolve("hidden.vouch"));
    Files.write(folder.resolve("cut.vouch"), Arrays.copyOf(model, 1000));
    DataFixture data = new DataFixture(folder);
    double[] pixels = new double[784];
    pixels[3] = 7;
    data.npy("bright.npy", new int[] {1, 784}, pixels);
    pixels[3] = Double.NaN;
    data.npy("nan.npy", new int[] {1, 784}, pixels);
    ModelProto network = ModelProto.parseFrom(Files.readAllBytes(files.onnx()));
    ModelProto.Builder other = network.toBuilder();
    other.getGraphBuilder().getNodeBuilder(0).setOpType("Frobnicate");
    Files.write(folder.resolve("other.onnx"), other.build().toByteArray());
    ModelProto.Builder sigmoid = network.toBuilder();
    sigmoid.getGraphBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals("Relu"))
        .forEach(node -> node.setOpType("Sigmoid"));
    Files.write(folder.resolve("sigmoid.onnx"), sigmoid.build().toByteArray());
    ModelProto.Builder renamed = network.toBuilder();
    renamed.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(weights -> weights.getName().equals("w1"))
        .forEach(weights -> weights.setName("v1"));
    renamed.getGraphBuilder().getNodeBuilderList().forEach(node -> rename(node, "w1", "v1"));
    Files.write(folder.resolve("renamed.onnx"), renamed.build().toByteArray());
  }

  private static void rename(NodeProto.Builder node, String from, String to) {
    for (int i = 0; i < node.getInputCount(); i++) {
      if (node.getInput(i).equals(from)) {
        node.setInput(i, to);
      }
    }
  }

  private static String[] words(String line) {
    return Arrays.stream(line.split(" "))
        .map(word -> word.replace("@", folder + "/").replace("ZEROS", "0".repeat(64)))
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compile             | 0 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force
          compile-compact     | 0 | compile @digits.onnx --calibrate @digits.npz --for compact -o @c.vouch --force
          compile-shown       | 0 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force\
           --weights-visibility public
          compile-published   | 0 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force --publish-architecture
          compile-not-public  | 4 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force\
           --publish-architecture --weights-visibility public
          compile-report      | 0 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force --report
          compile-synthetic   | 0 | compile @digits.onnx -o @c.vouch --force -v --report=@r.txt
          compile-unsupported | 4 | compile @other.onnx -o @c.vouch --force
          compile-dry-run     | 0 | compile @digits.onnx --dry-run
          compile-dry-refused | 4 | compile @other.onnx --dry-run
          operators-conv      | 0 | operators conv
          operators-unknown   | 4 | operators Cnov
          compile-malformed   | 3 | compile @digits.npz -o @c.vouch --force
          run                 | 0 | run @hidden.vouch --input @digits.npz
          run-clamped         | 0 | run @hidden.vouch --input @bright.npy
          run-malformed       | 3 | run @cut.vouch --input @digits.npz
          run-not-a-number    | 3 | run @hidden.vouch --input @nan.npy
          prove               | 0 | prove @hidden.vouch --input @digits.npz -o @p.proof --force --threads 1 -v
          prove-compact       | 0 | prove @shown.vouch --input @digits.npz -o @p.proof --force --threads 1 --compact --sample 2
          prove-exists        | 2 | prove @hidden.vouch --input @digits.npz -o @hidden.proof
          verify              | 0 | verify @hidden.vk @hidden.proof --context nonce
          verify-shown        | 0 | verify @shown.vk @shown.proof
          verify-weights      | 0 | verify @shown.vk @shown.proof --weights @shown.vouch
          verify-not-weights  | 1 | verify @hidden.vk @hidden.proof --context nonce --weights @hidden.vouch
          verify-uncertified  | 1 | verify @uncertified.vk @hidden.proof --context nonce
          verify-allowed      | 0 | verify @uncertified.vk @hidden.proof --context-hex 6e6f6e6365 --allow-uncertified
          verify-rejected     | 1 | verify @hidden.vk @hidden.proof --context other
          verify-changed      | 1 | verify @hidden.vk @changed.proof --context nonce
          verify-model-id     | 1 | verify @shown.vk @shown.proof --model-id ZEROS
          verify-other-model  | 1 | verify @shown.vk @small.proof
          verify-malformed    | 3 | verify @hidden.vk @cut.proof
          verify-no-key       | 3 | verify @hidden.vouch @hidden.proof
          verify-swapped      | 3 | verify @hidden.proof @hidden.vk
          verify-not-a-proof  | 3 | verify @hidden.vk @hidden.vouch
          run-key             | 3 | run @hidden.vk --input @digits.npz
          prove-network       | 3 | prove @digits.onnx --input @digits.npz -o @x.proof
          check               | 0 | check @digits.onnx --data @digits.npz --min-top1 1 --threads 1
          check-report        | 0 | check @digits.onnx --data @digits.npz --prove 0 --samples 4 --threads 1 --report
          check-missed        | 6 | check @digits.onnx --data @digits.npz --prove 0 --max-abs 1e-9 --threads 1
          check-bits          | 0 | check @digits.onnx --data @digits.npz --prove 0 --samples 4 --threads 1 --bits 12 --compare-bits
          check-suite         | 6 | check --suite @suite --threads 1
          inspect-model       | 0 | inspect @hidden.vouch
          inspect-model-shown | 0 | inspect @shown.vouch
          inspect-key         | 0 | inspect @hidden.vk
          inspect-proof       | 0 | inspect @shown.proof
          inspect-proof-key   | 0 | inspect @hidden.proof --key @hidden.vk
          inspect-compact     | 0 | inspect @small.proof --key @hidden.vouch
          inspect-other-key   | 2 | inspect @hidden.proof --key @shown.vk
          inspect-other-kind  | 3 | inspect @digits.npz
          audit               | 0 | audit @open.vk --architecture @open.architecture.onnx --params @open.params.json
          audit-beside        | 0 | audit @open.vk --architecture @open.architecture.onnx
          audit-weights       | 0 | audit @open.vk --architecture @digits.onnx --params @open.params.json
          audit-other-key     | 1 | audit @shown.vk --architecture @digits.onnx --params @open.params.json
          audit-other-network | 1 | audit @open.vk --architecture @sigmoid.onnx --params @open.params.json
          audit-other-weights | 1 | audit @open.vk --architecture @renamed.onnx --params @open.params.json
          audit-none-beside   | 2 | audit @open.vk --architecture @digits.onnx
          audit-no-params     | 3 | audit @open.vk --architecture @digits.onnx --params @digits.npz
          audit-no-network    | 3 | audit @open.vk --architecture @open.params.json --params @open.params.json
          audit-no-key        | 3 | audit @digits.onnx --architecture @digits.onnx --params @open.params.json
          doctor              | 0 | doctor --threads 1
          demo                | 0 | demo --digit 7 --threads 1
          usage-no-command    | 2 |
          usage-command       | 2 | compil @digits.onnx
          usage-option        | 2 | verify @hidden.vk @hidden.proof --contxt nonce
          usage-json          | 2 | verify @hidden.vk @hidden.proof --jsn
          usage-input         | 2 | check @digits.onnx --input @digits.npz
          usage-output        | 2 | prove @hidden.vouch --input @digits.npz --output @x.proof
          usage-visibility    | 2 | compile @digits.onnx --output=@x.vouch
          usage-weights       | 2 | compile @digits.onnx --weights public
          usage-calibration   | 2 | compile @digits.onnx --calibrate @digits.npz -o @c.vouch --force --calibration=percentile=101
          usage-bits          | 2 | check @digits.onnx --data @digits.npz --bits 17
          usage-too-many      | 2 | verify @hidden.vk @hidden.proof @small.proof
          usage-parameter     | 2 | verify @hidden.vk
          usage-no-file       | 2 | run nowhere.vouch --input @digits.npz
          """)
  void output(String name, int code, String line) throws IOException {
    String[] words = line == null ? new String[0] : words(line);
    Varying varying = new Varying(folder, !name.contains("shown"));
    Cli.Result text = Cli.run(words);
    assertThat(text.code()).as(text.err()).isEqualTo(code);
    Golden.assertEqual(
        "text/" + name + ".txt",
        varying.text(
            "$ vouch %s%nexit code %d%n--- standard output%n%s--- standard error%n%s"
                .formatted(String.join(" ", words), code, text.out(), text.err())));
    String[] withJson = Arrays.copyOf(words, words.length + 1);
    withJson[words.length] = "--json";
    Cli.Result json = Cli.run(withJson);
    assertThat(json.code()).as(json.err()).isEqualTo(code);
    assertJson(name, varying, json.out());
  }

  private static void assertJson(String name, Varying varying, String out) throws IOException {
    assertThat(out).hasLineCount(1);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Golden.assertEqual(
        "json/" + name + ".json",
        mapper.writeValueAsString(varying.json(mapper.readTree(out))) + "\n");
  }

  /** {@code --debug} adds the cells at fault; standard error then holds a stack trace. */
  @Test
  void debug() throws IOException {
    Cli.Result result =
        Cli.run(words("run @hidden.vouch --input @nan.npy --sample 0 --debug --json"));
    assertThat(result.code()).isEqualTo(ExitCode.MALFORMED);
    assertJson("run-not-a-number-debug", new Varying(folder, true), result.out());
  }

  @Test
  void internal() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    IllegalStateException defect = new IllegalStateException("no such state");
    int code =
        new FailureReport(new PrintWriter(out), new PrintWriter(err), true, false)
            .print(Failure.of(defect), defect);
    assertThat(code).isEqualTo(ExitCode.INTERNAL);
    Varying varying = new Varying(folder, true);
    assertJson("internal", varying, out.toString());
    Golden.assertEqual("text/internal.txt", varying.text(err.toString()));
  }

  /** What Java runs when the user presses Ctrl-C. */
  @Test
  void interrupted() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Interruption interruption =
        new Interruption(
            new FailureReport(new PrintWriter(out), new PrintWriter(err), true, false));
    interruption.run();
    assertJson("interrupted", new Varying(folder, true), out.toString());
    Golden.assertEqual("text/interrupted.txt", err.toString());
    interruption.done();
    interruption.run();
    assertThat(out.toString()).hasLineCount(1);
  }

  /** A library is loaded once in a process: one that has none is a process of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-prover|prove @hidden.vouch --input @digits.npz -o @n.proof",
        "no-prover-doctor|doctor --threads 1"
      })
  void noProver(String name, String line) throws Exception {
    List<String> words = new ArrayList<>(List.of(words(line)));
    words.add("--json");
    Cli.Result result =
        Cli.process(
            folder, List.of("-Dvouch.native.library=/no/library.so"), words.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.NO_PROVER);
    Varying varying = new Varying(folder, true);
    assertJson(name, varying, result.out());
    Golden.assertEqual("text/" + name + ".txt", varying.text(result.err()));
  }
}
