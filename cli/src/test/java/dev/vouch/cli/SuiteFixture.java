package dev.vouch.cli;

import dev.vouch.circuits.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of models with data, one for each thing that can become of a case. */
public final class SuiteFixture {
  private static final int[] ROW = {1, 2};

  private SuiteFixture() {}

  /** The folder, below another one. */
  public static Path in(Path parent) throws IOException {
    Path suite = Files.createDirectory(parent.resolve("suite"));
    Path arrays = caseOf(suite, "arrays", "model.onnx", "x");
    DataFixture data = new DataFixture(arrays);
    data.npz("inputs.npz", "x", new int[] {3, 2}, 1, 2, -3, 0.5, 0, 4);
    data.npz("expected.npz", "y", new int[] {3, 2}, 2, 4, -6, 1, 0, 8);

    Path wrong = caseOf(suite, "wrong", "network.onnx", "x");
    new DataFixture(wrong).npz("inputs.npz", "x", ROW, 1, 2);
    new DataFixture(wrong).npz("expected.npz", "y", ROW, 2, 4.5);

    Path stated = caseOf(suite, "wrong-within-its-gate", "model.onnx", "x");
    new DataFixture(stated).npz("inputs.npz", "x", ROW, 1, 2);
    new DataFixture(stated).npz("expected.npz", "y", ROW, 2, 4.5);
    new DataFixture(stated).text("case.json", "{\"gates\": {\"maxAbs\": 0.6}}");

    Path fixed = caseOf(suite, "one-input-fixed", "model.onnx", "x", "rate");
    new DataFixture(fixed).npz("inputs.npz", "x", ROW, 1, 2);
    new DataFixture(fixed).npz("expected.npz", "y", ROW, 1.25, 2.25);
    new DataFixture(fixed).text("case.json", "{\"fixed\": {\"rate\": 0.25}}");

    Path sets = caseOf(suite, "test-data", "model.onnx", "x", "z");
    for (int i = 0; i < 2; i++) {
      Path set = Files.createDirectory(sets.resolve("test_data_set_" + i));
      new DataFixture(set).pb("input_0.pb", ROW, 1, i);
      new DataFixture(set).pb("input_1.pb", ROW, 2, 1);
      new DataFixture(set).pb("output_0.pb", ROW, 3, i + 1);
    }

    Path refused = caseOf(suite, "unsupported", "model.onnx", "x");
    new DataFixture(refused).npz("inputs.npz", "x", ROW, 1, 2);
    Path model = refused.resolve("model.onnx");
    ModelProto.Builder unknown = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    unknown.getGraphBuilder().getNodeBuilder(0).setOpType("Frobnicate");
    Files.write(model, unknown.build().toByteArray());

    caseOf(suite, "without-data", "model.onnx", "x");
    Files.createDirectory(suite.resolve("no-model"));
    return suite;
  }

  private static Path caseOf(Path suite, String name, String model, String... inputs)
      throws IOException {
    Path folder = Files.createDirectory(suite.resolve(name));
    SumNetwork.write(folder.resolve(model), List.of(inputs), ROW);
    return folder;
  }
}
