package dev.vouch.prover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.OpsetForms;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.trace.CircuitEvaluator;
import dev.vouch.prover.testing.WitnessCells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * False witnesses of the operators' forms, proven by a prover that does not check them: {@code
 * CheatingCampaign RESULTS.json PROOFS [SEED]} makes so many false proofs of each form and writes
 * which check refused them; run from this module's folder with {@code -Dvouch.test.prover}. {@code
 * bench/scripts/attacks/cheat} starts it.
 */
public final class CheatingCampaign {
  private static final long DEFAULT_SEED = 20261130;
  private static final int MOST_CELLS = 3;
  private static final int TRIES = 20;
  private static final String ACCEPTED = "ACCEPTED";

  private final Random random;
  private final Map<String, Map<String, Integer>> rows = new TreeMap<>();

  CheatingCampaign(long seed) {
    this.random = new Random(seed);
  }

  /** False proofs of the newest form of a family; inputs and outputs are hidden in every other. */
  void cheat(FormFamily family, int proofs) throws Exception {
    FormFamily.Form form = family.forms().get(family.forms().size() - 1);
    Visibility shown = random.nextBoolean() ? Visibility.PRIVATE : Visibility.PUBLIC;
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, shown, shown);
    IntegerLevel.Result compiled =
        IntegerLevel.of(form.model().graph(), family.input(), family.interpreted(form), options);
    if (compiled.network() == null) {
      return;
    }
    Map<String, Integer> row = rows.computeIfAbsent(family.operator(), name -> new TreeMap<>());
    CompiledNetwork network = compiled.network();
    long[] honest = JoinedWitness.of(compiled.execution());
    try (CheatingProver prover = new CheatingProver(Prover.commit(network, 1))) {
      if (prover.rejection(honest).isPresent()) {
        throw new AssertionError(family + ": the honest proof is rejected");
      }
      WitnessCells cells = new WitnessCells(network.circuit());
      CircuitEvaluator evaluator = new CircuitEvaluator(network.program().emit());
      for (int i = 0; i < proofs; i++) {
        long[] witness = changed(honest, cells);
        for (int tries = 0; tries < TRIES && isHonest(evaluator, network, witness); tries++) {
          witness = changed(honest, cells);
        }
        if (!isHonest(evaluator, network, witness)) {
          String outcome = prover.rejection(witness).map(Enum::name).orElse(ACCEPTED);
          if (outcome.equals(ACCEPTED)) {
            System.out.println("ACCEPTED " + family + " " + Arrays.toString(witness));
          }
          row.merge(outcome, 1, Integer::sum);
        }
      }
    }
  }

  /** One to three cells are others: neighbours, or anything in their ranges. */
  private long[] changed(long[] honest, WitnessCells cells) {
    long[] witness = honest.clone();
    for (int left = 1 + random.nextInt(MOST_CELLS); left > 0; left--) {
      int cell = random.nextInt(witness.length);
      witness[cell] = cells.other(cell, witness[cell], random);
    }
    return witness;
  }

  private static boolean isHonest(
      CircuitEvaluator evaluator, CompiledNetwork network, long[] witness) {
    Witness split = JoinedWitness.split(network.circuit(), witness);
    return evaluator.violations(evaluator.evaluate(split, network.modelValues()), 1).isEmpty();
  }

  /** How many proofs had an outcome. */
  int count(String outcome) {
    return rows.values().stream().mapToInt(row -> row.getOrDefault(outcome, 0)).sum();
  }

  /** How many proofs were made. */
  int count() {
    return rows.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  public static void main(String[] arguments) throws Exception {
    int proofs = Integer.parseInt(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : DEFAULT_SEED;
    CheatingCampaign campaign = new CheatingCampaign(seed);
    for (FormFamily family : OpsetForms.families()) {
      campaign.cheat(family, proofs);
    }
    Files.writeString(Path.of(arguments[0]), campaign.json(seed) + "\n");
    System.out.println(campaign.count() + " false proofs");
    System.exit(campaign.count(ACCEPTED) == 0 ? 0 : 1);
  }

  private String json(long seed) throws Exception {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("seed", seed).put("date", LocalDate.now().toString());
    json.put("commit", System.getProperty("vouch.commit", "not given"));
    json.put("processor", System.getProperty("vouch.processor", System.getProperty("os.arch")));
    ObjectNode all = json.putObject("rows");
    rows.forEach(
        (operator, row) -> {
          ObjectNode outcomes = all.putObject(operator);
          row.forEach(outcomes::put);
        });
    return mapper.writeValueAsString(json);
  }
}
