package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.trace.CircuitEvaluator;
import dev.vouch.prover.testing.Networks;
import dev.vouch.prover.testing.TrainedModel;
import dev.vouch.prover.testing.WitnessCells;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.circuit.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A compiled network: a prover that does not check its witness convinces nobody of a false cell.
 */
class FalseWitnessTest {
  private static final long[] CHANGES = {1, -1, 256, -65536};
  private static final int RANDOM_CELLS = 200;
  private static final long RANDOM_SEED = 20_251_125;

  @ParameterizedTest
  @EnumSource(Visibility.class)
  void everyCellOfACompiledNetwork(Visibility shown) throws Exception {
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, shown, shown);
    rejectsEveryCell(Networks.dense(options, 3, 4, 2), Networks.input(3, 5));
  }

  /** Rows of a direct table are counted by the prover from what it looks up, false or not. */
  @ParameterizedTest
  @EnumSource(Visibility.class)
  void everyCellOfAFunctionWithDirectTables(Visibility shown) throws Exception {
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, shown, shown);
    CompiledNetwork network = Networks.function(options, "Tanh", 3);
    assertThat(network.circuit().tables()).isNotEmpty().allMatch(Table::direct);
    rejectsEveryCell(network, Networks.input(3, 5));
  }

  /**
   * A change that makes another honest witness, of an input that rounds to the same, is allowed.
   */
  private static void rejectsEveryCell(CompiledNetwork network, Map<String, TensorData> input)
      throws Exception {
    long[] honest = JoinedWitness.of(network.execute(input));
    CircuitEvaluator evaluator = new CircuitEvaluator(network.program().emit());
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    List<String> accepted = new ArrayList<>();
    try (CheatingProver prover = new CheatingProver(Prover.commit(network, 1))) {
      assertThat(prover.rejection(honest)).isEmpty();
      for (int cell = 0; cell < honest.length; cell++) {
        for (long change : CHANGES) {
          long[] witness = honest.clone();
          witness[cell] += change;
          Optional<RejectionReason> reason = prover.rejection(witness);
          reason.ifPresent(reasons::add);
          if (reason.isEmpty() && !isHonest(evaluator, network, witness)) {
            accepted.add("cell " + cell + " changed by " + change);
          }
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(reasons).contains(RejectionReason.QUADRATIC_FORM);
  }

  private static boolean isHonest(
      CircuitEvaluator evaluator, CompiledNetwork network, long[] witness) {
    Witness split = JoinedWitness.split(network.circuit(), witness);
    return evaluator.violations(evaluator.evaluate(split, network.modelValues()), 1).isEmpty();
  }

  @ParameterizedTest(name = "seed " + RANDOM_SEED + ", inputs and outputs {0}")
  @EnumSource(Visibility.class)
  void randomCellsOfAConvolutionalNetwork(Visibility shown) throws Exception {
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, shown, shown);
    rejectsRandomCells(Networks.convolutional(options), Networks.image(5));
  }

  @Test
  void randomCellsOfSmallCnn() throws Exception {
    TrainedModel model = TrainedModel.read("small_cnn");
    rejectsRandomCells(model.compile(CompileOptions.defaults()), model.samples().get(3));
  }

  /**
   * Changes one random cell at a time, by ±1 or to a random value of its declared range. A change
   * that makes another honest witness, of an input that rounds to the same, is drawn again.
   */
  private static void rejectsRandomCells(CompiledNetwork network, Map<String, TensorData> input)
      throws Exception {
    long[] honest = JoinedWitness.of(network.execute(input));
    WitnessCells cells = new WitnessCells(network.circuit());
    CircuitEvaluator evaluator = new CircuitEvaluator(network.program().emit());
    Random random = new Random(RANDOM_SEED);
    Map<RejectionReason, Integer> reasons = new EnumMap<>(RejectionReason.class);
    List<String> accepted = new ArrayList<>();
    try (CheatingProver prover = new CheatingProver(Prover.commit(network, 2))) {
      assertThat(prover.rejection(honest)).isEmpty();
      int changed = 0;
      while (changed < RANDOM_CELLS) {
        long[] witness = honest.clone();
        int cell = random.nextInt(honest.length);
        witness[cell] = cells.other(cell, honest[cell], random);
        if (!isHonest(evaluator, network, witness)) {
          changed++;
          Optional<RejectionReason> reason = prover.rejection(witness);
          reason.ifPresent(r -> reasons.merge(r, 1, Integer::sum));
          if (reason.isEmpty()) {
            accepted.add(cells.describe(cell) + " changed to " + witness[cell]);
          }
        }
      }
    }
    System.out.println("seed " + RANDOM_SEED + ", changed cells by reason: " + reasons);
    assertThat(accepted).as("seed %d", RANDOM_SEED).isEmpty();
    assertThat(reasons.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(RANDOM_CELLS);
  }
}
