package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model leaves open, and data of more rows than it takes. */
class ShapesAndBatchesTest {
  @TempDir private Path folder;

  private String write(ModelBuilder model) throws IOException {
    return Files.write(folder.resolve("m.onnx"), model.build().toByteArray()).toString();
  }

  private static ModelBuilder relu(Object... lengths) {
    return ModelBuilder.model()
        .input("x", DataType.FLOAT, lengths)
        .node("Relu", "x", "y")
        .output("y");
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aShapeIsGivenOrTakenFromData() throws IOException {
    String model = write(relu(null, null));
    String data = new DataFixture(folder).npy("x.npy", new int[] {2, 3}, 1, -2, 3, -4, 5, 6);
    Cli.Result open = Cli.run("compile", model, "--dry-run");
    assertThat(open.code()).isEqualTo(ExitCode.UNSUPPORTED);
    assertThat(open.err()).contains("give all axes with --shape x=N,N");
    assertThat(Cli.run("compile", model, "--dry-run", "--shape", "x=1,3").out())
        .contains("x float[1, 3]");
    JsonNode check = Cli.run("check", model, "--data", data, "--json").json();
    assertThat(check.get("samples").asInt()).isEqualTo(2);
    assertThat(Cli.run("compile", model, "--shape", "x=1,a").code()).isEqualTo(ExitCode.USAGE);
    Cli.Result compiled =
        Cli.run("compile", model, "--calibrate", data, "-o", out("m.vouch"), "--json");
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertThat(Cli.run("run", out("m.vouch"), "--input", data, "--json").code()).isZero();
  }

  @Test
  void anInputIsFixed() throws IOException {
    String model =
        write(
            ModelBuilder.model()
                .input("x", 1, 2)
                .input("rate", DataType.INT64)
                .node("Cast", "rate", "real", ModelBuilder.attribute("to", 1L))
                .node("Mul", "x real", "y")
                .output("y"));
    DataFixture data = new DataFixture(folder);
    String x = data.npy("x.npy", new int[] {1, 2}, 1, -2);
    String expected = data.npy("y.npy", new int[] {1, 2}, 3, -6);
    String[] check = {
      "check", model, "--data", x, "--expected", expected, "--max-abs", "1e-3", "--fix", "rate=3"
    };
    assertThat(Cli.run(check).code()).isZero();
    check[check.length - 1] = "rate=" + data.text("rate.json", "[3]");
    assertThat(Cli.run(check).code()).isZero();
    check[check.length - 1] = "rate=2.5";
    assertThat(Cli.run(check).code()).isEqualTo(ExitCode.UNSUPPORTED);
    check[check.length - 1] = "ratio=3";
    Cli.Result unknown = Cli.run(check);
    assertThat(unknown.code()).isEqualTo(ExitCode.UNSUPPORTED);
    assertThat(unknown.err()).contains("the model's inputs are [x, rate]");
  }

  @Test
  void rowsAreCutIntoBatches() throws IOException {
    String model = write(relu("N", 2));
    DataFixture data = new DataFixture(folder);
    String x = data.npy("x.npy", new int[] {3, 2}, 1, -2, 3, -4, 5, 6);
    String y = data.npy("y.npy", new int[] {3, 2}, 1, 0, 3, 0, 5, 6);
    Cli.Result check =
        Cli.run("check", model, "--data", x, "--expected", y, "--batch", "2", "--json");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.json().get("samples").asInt()).isEqualTo(2);
    assertThat(check.json().get("maxAbs").asDouble()).isLessThan(1e-3);
    assertThat(check.err())
        .contains("3 rows are cut into 2 batches of 2; the last has 1, and its last row again 1");
  }

  @Test
  void aNetworkWithoutInputs() throws IOException {
    TensorData k = TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1.5, -2);
    String model =
        write(ModelBuilder.model().initializer("k", k).node("Mul", "k k", "y").output("y"));
    String vouch = out("k.vouch");
    assertThat(Cli.run("compile", model, "-o", vouch).code()).isZero();
    JsonNode run = Cli.run("run", vouch, "--json").json();
    assertThat(run.get("outputs").get("y").get("values").get(0).asDouble()).isEqualTo(2.25);
    assertThat(Cli.run("prove", vouch, "-o", out("k.proof")).code()).isZero();
    assertThat(Cli.run("verify", out("k.vk"), out("k.proof")).code()).isZero();
    Cli.Result check = Cli.run("check", model, "--json");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.json().get("proved").asInt()).isEqualTo(1);
  }
}
