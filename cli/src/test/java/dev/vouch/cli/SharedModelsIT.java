package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained networks pass their accuracy gates and prove. */
class SharedModelsIT {
  @ParameterizedTest
  @ValueSource(strings = {"mlp_196", "small_cnn", "conv_fc", "mnist_mlp", "mnist_mlp_dynamo"})
  void passesItsGates(String name) throws IOException {
    Path model = ModelFolders.require(name);
    Cli.Result result =
        Cli.run(
            "check",
            model.resolve("model.onnx").toString(),
            "--data",
            model.resolve("inputs.npz").toString(),
            "--expected",
            model.resolve("expected.npz").toString(),
            "--samples",
            "64",
            "--prove",
            "5",
            "--min-top1",
            "0.984",
            "--max-rel-rms",
            "1e-3",
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.json().get("proofBytes").asInt()).isLessThanOrEqualTo(60 * 1024);
    assertThat(result.json().get("proved").asInt()).isEqualTo(5);
  }
}
