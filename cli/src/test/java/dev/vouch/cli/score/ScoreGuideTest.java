package dev.vouch.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoreOptions;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.RowSum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/scores.md, run; and the document holds this code. */
class ScoreGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "scores.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/vouch/cli/score/ScoreGuideTest.java");

  @Test
  void aScoreInJava(@TempDir Path folder) throws Exception {
    ModelProto model =
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 2)
            .node("Relu", "x", "y")
            .output("y")
            .build();
    ImportOptions imports = ImportOptions.defaults().withBatch(4);
    Graph graph = GraphImporter.of(model, folder, imports);
    TensorData x =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {5, 2}, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0);
    TensorData labels = TensorData.ofLongs(DataType.INT64, new int[] {5}, 0, 1, 0, 0, 1);
    assertThat(score(model, graph, imports, folder, x, labels)).isEqualTo(3);
  }

  private static long score(
      ModelProto model,
      Graph graph,
      ImportOptions imports,
      Path folder,
      TensorData x,
      TensorData labels)
      throws Exception {
    ScoredModel scored = ScoredModel.of(model, graph, ScoreOptions.of(Metric.ACCURACY));
    Graph withMetric = GraphImporter.of(scored.model(), folder, imports);
    CompileOptions options =
        CompileOptions.defaults().withOutput(Visibility.PRIVATE).withInputFormats(scored.formats());
    ModelFile modelFile =
        Prover.commit(Compiler.compile(withMetric, options, Calibrator.synthetic(withMetric)), 2);
    RowPorts ports = RowPorts.of(modelFile);
    TensorRows data = TensorRows.of(ports, Map.of("x", x, scored.label(), labels));
    RowBatches rows = RowBatches.of(ports, data, 0, Long.MAX_VALUE);
    try (Prover prover = Prover.of(modelFile, 2);
        RowProofStore store =
            RowProofFile.create(
                folder.resolve("score.proofs"), modelFile.key().modelId(), ports.batch(), 0)) {
      RowSum sum = RowSum.of(modelFile.key(), scored.output());
      RowProver.of(prover, ProveOptions.defaults())
          .proveAll(
              rows,
              proven -> {
                store.append(proven.proof());
                sum.add(proven);
              });
      long correct = sum.values()[0];
      assertThat(sum.rows()).isEqualTo(5);
      return correct;
    }
  }

  @Test
  void thePageHoldsThisCode() throws Exception {
    String page = oneSpace(Files.readString(GUIDE));
    String source = oneSpace(Files.readString(SOURCE));
    int start = page.indexOf("```java ");
    String block = page.substring(start + "```java ".length(), page.indexOf("```", start + 3));
    for (String part : List.of(block.split(" // compile, commit, then ", 2))) {
      assertThat(source).contains(part.strip());
    }
  }

  private static String oneSpace(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
