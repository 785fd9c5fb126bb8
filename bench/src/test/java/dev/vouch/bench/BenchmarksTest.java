package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark is listed and runs on the smallest network. */
class BenchmarksTest {
  @Test
  void allAreListed() {
    var out = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    assertThat(BenchmarkList.defaultList().getAll(out, java.util.List.of()))
        .extracting(entry -> entry.getUsername())
        .containsExactlyInAnyOrder(
            "dev.vouch.bench.ProveBenchmark.prove",
            "dev.vouch.bench.VerifyBenchmark.verify",
            "dev.vouch.bench.VerifyBenchmark.verifyOnAllProcessors");
  }

  @Test
  void allRun() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .forks(0)
                    .param("model", "mlp")
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(50))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results).hasSize(3);
    assertThat(results)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }
}
