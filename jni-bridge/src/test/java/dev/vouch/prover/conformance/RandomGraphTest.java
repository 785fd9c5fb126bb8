package dev.vouch.prover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.conformance.Exactness;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.Verdict;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.OutputBound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random graphs over all operators, with channels of scales from 2^-12 to 2^12, against what
 * onnxruntime computed (bench/scripts/random-graphs): every value is within its predicted error,
 * and predictions mean something.
 */
class RandomGraphTest {
  private static final String ARCHIVE = "/random-graphs.zip";
  private static final int GRAPHS = 300;

  /** One in so many is proven. */
  private static final int PROVEN_EVERY = 20;

  private static final int GRAPHS_PER_OPERATOR = 5;
  private static final double MOST_LOOSENESS = 64;
  private static final long MOST_BYTES = 1 << 20;

  /**
   * How one graph fared.
   *
   * @param operators of its file by the names of the register, some of which expand to others when
   *     it is imported; those of bodies of control flow are not counted
   */
  private record Result(
      String name, Set<String> operators, List<OutputBound> bounds, Verdict proven) {}

  private static List<Result> results;

  @BeforeAll
  static void run(@TempDir Path folder) throws IOException {
    unpack(folder);
    try (Stream<Path> seeds = Files.list(folder)) {
      List<Path> sorted = seeds.sorted().toList();
      results =
          sorted.parallelStream()
              .map(seed -> result(seed, sorted.indexOf(seed) % PROVEN_EVERY == 0))
              .toList();
    }
  }

  private static void unpack(Path folder) throws IOException {
    try (InputStream file = RandomGraphTest.class.getResourceAsStream(ARCHIVE);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        assertThat(target.startsWith(folder)).isTrue();
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
  }

  private static Result result(Path seed, boolean proven) {
    String name = String.valueOf(seed.getFileName());
    try {
      Graph graph = GraphImporter.read(seed.resolve("model.onnx"), ImportOptions.defaults());
      List<Map<String, TensorData>> inputs =
          Samples.of(graph, Npz.read(seed.resolve("inputs.npz"))).all();
      List<Map<String, TensorData>> expected =
          Samples.of(graph.infos(graph.outputs()), Npz.read(seed.resolve("expected.npz"))).all();
      Compilation compilation =
          Compiler.compilation(
              graph, CompileOptions.defaults(), Calibrator.calibrate(graph, inputs));
      BoundMeter meter = new BoundMeter(compilation);
      List<Execution> executions = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        executions.add(compilation.network().execute(inputs.get(i)));
        meter.add(inputs.get(i), expected.get(i), executions.get(i));
      }
      Verdict proof =
          proven
              ? ProofLevel.of(
                  new IntegerLevel.Result(
                      Verdict.PASSED,
                      compilation,
                      inputs.get(0),
                      executions.get(0),
                      Exactness.NONE))
              : Verdict.PASSED;
      return new Result(name, operators(seed), meter.outputs(), proof);
    } catch (Exception e) {
      return new Result(name, Set.of(), List.of(), Verdict.failed(e));
    }
  }

  private static Set<String> operators(Path seed) throws Exception {
    return OnnxFile.readModel(seed.resolve("model.onnx"), MOST_BYTES)
        .getGraph()
        .getNodeList()
        .stream()
        .map(RandomGraphTest::operator)
        .collect(Collectors.toSet());
  }

  private static String operator(NodeProto node) {
    return Operators.name(node.getDomain(), node.getOpType());
  }

  @Test
  void everyGraphCompilesAndSomeAreProven() {
    assertThat(results).hasSize(GRAPHS).allMatch(result -> result.proven().passed());
  }

  @Test
  void everyOperatorIsInSeveralGraphs() {
    Map<String, Long> graphs =
        results.stream()
            .flatMap(result -> result.operators().stream())
            .collect(Collectors.groupingBy(operator -> operator, Collectors.counting()));
    assertThat(graphs.keySet()).containsExactlyInAnyOrderElementsOf(Operators.supported().names());
    assertThat(graphs)
        .allSatisfy(
            (operator, count) ->
                assertThat(count).as(operator).isGreaterThanOrEqualTo(GRAPHS_PER_OPERATOR));
  }

  @Test
  void everyValueIsWithinItsBound() {
    assertThat(results)
        .allSatisfy(result -> assertThat(result.bounds()).allMatch(OutputBound::kept));
  }

  /** In the mean over all outputs that are not exact. */
  @Test
  void boundsMeanSomething() {
    double mean =
        results.stream()
            .flatMap(result -> result.bounds().stream())
            .flatMapToDouble(output -> output.looseness().stream())
            .average()
            .orElseThrow();
    assertThat(mean).isLessThanOrEqualTo(MOST_LOOSENESS);
  }
}
