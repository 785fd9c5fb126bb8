package dev.vouch.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.cli.Cli;
import dev.vouch.cli.DataFixture;
import dev.vouch.cli.SumNetwork;
import dev.vouch.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * y = a · b: the first column is some 10^7 times the second, whose error the whole does not show.
 */
class ColumnGateTest {
  @TempDir Path folder;

  private Cli.Result check(String... gates) throws Exception {
    Path file = SumNetwork.write(folder.resolve("square.onnx"), List.of("a", "b"), 1, 2);
    ModelProto.Builder network = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    network.getGraphBuilder().getNodeBuilder(0).setOpType("Mul");
    Files.write(file, network.build().toByteArray());
    String data =
        new DataFixture(folder)
            .text(
                "data.json",
                "{\"a\": [[[300, 0.001]], [[200, 0.002]]], \"b\": [[[300, 1]], [[200, 2]]]}");
    List<String> words =
        new ArrayList<>(
            List.of(
                "check",
                file.toString(),
                "--data",
                data,
                "--prove",
                "0",
                "--scales",
                "tensor",
                "--json"));
    words.addAll(List.of(gates));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void aGateHoldsForEveryColumn() throws Exception {
    Cli.Result result = check("--max-rel-rms", "0.001");
    JsonNode json = result.json();
    assertThat(json.get("relRms").asDouble()).isLessThan(0.001);
    assertThat(result.code()).isEqualTo(ExitCode.GATE_MISSED);
    assertThat(json.get("message").asText()).contains("relRms of column 1 of output 'y'");
    JsonNode output = json.get("report").get("outputs").get(0);
    assertThat(output.get("worstColumn").get("index").asInt()).isEqualTo(1);
    assertThat(output.get("deadColumns").toString()).isEqualTo("[1]");
  }

  @Test
  void theFirstNodeThatLosesAColumnIsNamed() throws Exception {
    JsonNode report = check().json().get("report");
    assertThat(report.get("firstDead").asText()).isEqualTo("a");
    JsonNode dead = report.get("nodes").get(0).get("lossyChannels").get(0);
    assertThat(dead.get("index").asInt()).isEqualTo(1);
    assertThat(dead.get("dead").asBoolean()).isTrue();
  }

  @Test
  void gatesOfWholeOutputsStay() throws Exception {
    assertThat(check("--min-top1", "0.5").code()).isZero();
    assertThat(check("--max-abs", "1e9").code()).isZero();
    assertThat(check("--max-abs", "1e-9").code()).isEqualTo(ExitCode.GATE_MISSED);
  }
}
