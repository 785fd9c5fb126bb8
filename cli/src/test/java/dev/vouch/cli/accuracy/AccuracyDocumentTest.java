package dev.vouch.cli.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.report.AccuracyMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyDocumentTest {
  private static final ValueInfo ROW = new ValueInfo(DataType.FLOAT, 1, 2);

  private static TensorData values(int rows, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, values.length / rows}, values);
  }

  private static Node node(String name, String type, String output, String... inputs) {
    return new Node(name, type, "", 17, List.of(inputs), List.of(output), Map.of());
  }

  /** y = Relu(x · w), on two samples of which the second saturates the result. */
  private static AccuracyDocument document() throws Exception {
    Graph graph =
        new Graph(
            "tiny",
            List.of("x"),
            List.of("y"),
            List.of(node("product", "MatMul", "h", "x", "w"), node("positive", "Relu", "y", "h")),
            Map.of("w", values(2, 1, 0.5, -0.25, 2)),
            Map.of("x", ROW, "h", ROW, "y", ROW));
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibration.of(Map.of("x", 1.0, "h", 1.0, "y", 1.0)));
    AccuracyMeter meter = new AccuracyMeter(compilation);
    meter.add(Map.of("x", values(1, 0.5, 0.25)), null, TensorData.ofVector(1));
    meter.add(
        Map.of("x", values(1, 1, 1.5)), Map.of("y", values(1, 3, 2.75)), TensorData.ofVector(1));
    ReportSource source =
        new ReportSource(ReportSource.Reference.INTERPRETER, ReportSource.Data.SYNTHETIC, 2);
    Verdict verdict = new Verdict(1, List.of("top1 is 0.5"));
    return new AccuracyDocument(compilation.network(), source, meter.report(), verdict);
  }

  private static String upTo(String text, String end) {
    return text.substring(0, text.indexOf(end));
  }

  @Test
  void textForPeople() throws Exception {
    assertThat(upTo(document().text(), "Cost of a proof"))
        .isEqualTo(
            """
            reference this network in floating point (double), computed here
            data      2 samples, SYNTHETIC, made up here
            WARNING   random inputs in [-1, 1] say next to nothing about your data:
                      ranges, saturation and accuracy below are guesses; give --calibrate FILE

            Output y [1, 2]
              errors    max abs 2.38, mean abs 0.781, rel rms 0.599, SNR 4.5 dB, cosine 0.861253492
              columns   worst 0 of 'y': relRms 0.783, maxAbs 2.38
              decisions 1 of 2 agree
              labels    reference right in 1, integers in 2 of 2
              flipped   sample 1: expected 0, got 1; expected values differ by 0.25

            saturated 1 of 8 values that could; worst positive (Relu) with 25 %; first in sample 1
                      calibrate on inputs as large as those that will be proven

            verdict   MISSED: top1 is 0.5

            Ranges by node
              node      operator  shape  bits  scale  seen          possible   spare  used  saturated
              x         input     1x2    16    2^-14  0.25 .. 1.5   -2 .. 2    0.4    14.3  0
              product   MatMul    1x2    35+   2^-29  0.438 .. 3.5  -16 .. 16  2.2    30.6  0
              positive  Relu      1x2    16    2^-15  0.438 .. 2    0 .. 2     0.0    15.6  1 (25 %)
              seen: least and most value of all samples; possible: proven range of the integers;
              spare: doublings from seen to possible; used: bits between least and most seen;
              bits with + : an exact sum, not rounded where it stands

            Errors by node
              node      alone max  steps  rel rms  network max  steps  rel rms
              x         0          0      0        0            0      0
              product   0          -      0        0            -      0
              positive  1.5        49153  0.41     1.5          49153  0.41
              least accurate alone: positive (Relu), rel rms 0.41
              alone: the node in floating point on its integer inputs, against its integers;
              network: the whole network in floating point, against the integers; max: largest
              error; steps: the same in units of the integers; rel rms: root mean squares

            Nodes that are computed together
              product (MatMul) + positive (Relu)
              not in the tables: 0 views of other values, 0 values inside groups, 0 nodes folded into constants or not needed

            """);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void namesForPrograms() throws Exception {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    document().put(root);
    JsonNode report = root.get("report");
    assertThat(names(report))
        .containsExactly(
            "reference",
            "data",
            "samples",
            "outputs",
            "saturation",
            "unusedRanges",
            "verdict",
            "nodes",
            "firstDead",
            "firstLossy",
            "leastAccurate",
            "removedNodes",
            "views",
            "fusedValues",
            "fusions",
            "cost");
    List<String> errors = List.of("maxAbs", "meanAbs", "relRms", "snrDb", "cosine");
    JsonNode output = report.get("outputs").get(0);
    assertThat(names(output)).startsWith("name", "shape").containsAll(errors).endsWith("decisions");
    assertThat(names(output.get("decisions")))
        .containsExactly("count", "agreeing", "top1", "top5", "largestGap", "flips", "labels");
    assertThat(names(output.get("decisions").get("flips").get(0)))
        .containsExactly("sample", "row", "expected", "actual", "gap");
    assertThat(names(output.get("decisions").get("labels")))
        .containsExactly("count", "referenceAccuracy", "accuracy");
    JsonNode node = report.get("nodes").get(0);
    assertThat(names(node))
        .containsExactly(
            "node",
            "operator",
            "value",
            "shape",
            "bits",
            "wide",
            "scaleExponent",
            "least",
            "most",
            "boundLeast",
            "boundMost",
            "headroomBits",
            "usedBits",
            "local",
            "accumulated",
            "localSteps",
            "accumulatedSteps",
            "lossyChannels",
            "saturable",
            "saturated",
            "saturatedShare");
    assertThat(names(node.get("local"))).containsExactlyElementsOf(errors);
    assertThat(names(report.get("saturation")))
        .containsExactly("values", "saturated", "firstSample", "worst");
    assertThat(names(report.get("saturation").get("worst")))
        .containsExactly("node", "operator", "saturated", "share", "firstSample");
    assertThat(names(report.get("verdict"))).containsExactly("gates", "passed", "missed");
    assertThat(names(report.get("cost")))
        .containsExactly("macs", "committedCells", "lookups", "parameters", "tables");
  }

  @Test
  void numbersForPrograms() throws Exception {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    document().put(root);
    JsonNode report = root.get("report");
    assertThat(report.get("data").asText()).isEqualTo("synthetic");
    assertThat(report.get("reference").asText()).isEqualTo("interpreter");
    JsonNode decisions = report.get("outputs").get(0).get("decisions");
    assertThat(decisions.get("top1").asDouble()).isEqualTo(0.5);
    assertThat(decisions.get("top5").isNull()).isTrue();
    assertThat(decisions.get("labels").get("accuracy").asDouble()).isEqualTo(1);
    assertThat(report.get("saturation").get("saturated").asInt()).isEqualTo(1);
    assertThat(report.get("saturation").get("firstSample").asInt()).isEqualTo(1);
    assertThat(report.get("fusions").get(0).toString()).isEqualTo("[\"product\",\"positive\"]");
    assertThat(report.get("verdict").get("passed").asBoolean()).isFalse();
  }
}
