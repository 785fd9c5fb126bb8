package dev.vouch.prover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.NodeTestCase;
import dev.vouch.circuits.conformance.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OnnxNodeProofTest {
  @Test
  void everyCompiledCaseIsProven() throws Exception {
    List<NodeTestCase> cases =
        NodeTestCase.readAll(SharedData.require("onnx-node-tests.tar.gz")).stream()
            .filter(NodeTestCase::isSupportedByTheInterpreter)
            .toList();
    Map<String, Long> millis = new TreeMap<>();
    Map<String, String> failures = new TreeMap<>();
    cases.parallelStream()
        .forEach(
            test -> {
              IntegerLevel.Result compiled = IntegerLevel.of(test, CompileOptions.defaults());
              long middle = System.nanoTime();
              Verdict verdict = ProofLevel.of(compiled);
              synchronized (millis) {
                millis.put(test.name(), (System.nanoTime() - middle) / 1_000_000);
                if (verdict.outcome() == Verdict.Outcome.FAILED) {
                  failures.put(test.name(), verdict.reason());
                }
              }
            });
    Files.writeString(Path.of("target", "ms.txt"), millis.toString().replace(", ", "\n"));
    assertThat(failures).isEmpty();
  }
}
