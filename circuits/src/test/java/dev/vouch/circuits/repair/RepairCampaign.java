package dev.vouch.circuits.repair;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.OpsetForms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The search over the operators' forms, compiled: {@code RepairCampaign RESULTS.json EVALUATIONS
 * [SEED]} spends so many evaluations on each, and on each of their controls, and writes what it
 * found; run from the compiler's folder. {@code bench/scripts/attacks/repair} starts it.
 */
public final class RepairCampaign {
  private static final int CHANGES = 6;
  private static final int BRANCHES = 6;
  private static final int CONTROLS = 3;
  private static final int MOST = 300_000;
  private static final long DEFAULT_SEED = 20261130;

  private final RepairSearch.Effort effort;
  private final int controls;
  private final Random random;
  private final Map<String, Row> rows = new TreeMap<>();

  /**
   * Counts of one row.
   *
   * @param models that were searched
   * @param evaluations changes of a cell in these
   * @param solutions second witnesses
   * @param controls circuits with one assertion less
   * @param found second witnesses of those
   */
  record Row(int models, long evaluations, int solutions, int controls, int found) {
    private static final Row NONE = new Row(0, 0, 0, 0, 0);

    Row plus(Row other) {
      return new Row(
          models + other.models,
          evaluations + other.evaluations,
          solutions + other.solutions,
          controls + other.controls,
          found + other.found);
    }
  }

  RepairCampaign(long seed, RepairSearch.Effort effort, int controls) {
    this.random = new Random(seed);
    this.effort = effort;
    this.controls = controls;
  }

  /**
   * Compiles the newest form of a family, inputs and outputs hidden in every other, and searches
   * it; large ones are left out.
   */
  void search(FormFamily family) throws Exception {
    FormFamily.Form form = family.forms().get(family.forms().size() - 1);
    Visibility shown = random.nextBoolean() ? Visibility.PRIVATE : Visibility.PUBLIC;
    IntegerLevel.Result result =
        IntegerLevel.of(
            form.model().graph(),
            family.input(),
            family.interpreted(form),
            new CompileOptions(Visibility.PRIVATE, shown, shown));
    if (result.network() == null) {
      return;
    }
    Optional<ModelRepair.Outcome> outcome =
        ModelRepair.search(result.network(), result.execution(), effort, controls, MOST, random);
    if (outcome.isPresent()) {
      ModelRepair.Outcome found = outcome.get();
      found
          .solution()
          .ifPresent(solution -> System.out.println("SECOND WITNESS " + family + " " + solution));
      Row row =
          new Row(
              1,
              found.evaluations(),
              found.solution().isPresent() ? 1 : 0,
              found.controls(),
              found.found());
      rows.merge(family.operator(), row, Row::plus);
    }
  }

  /** All rows together. */
  Row sum() {
    return rows.values().stream().reduce(Row.NONE, Row::plus);
  }

  public static void main(String[] arguments) throws Exception {
    long evaluations = Long.parseLong(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : DEFAULT_SEED;
    RepairCampaign campaign =
        new RepairCampaign(seed, new RepairSearch.Effort(CHANGES, evaluations, BRANCHES), CONTROLS);
    for (FormFamily family : OpsetForms.families()) {
      campaign.search(family);
    }
    Files.writeString(Path.of(arguments[0]), campaign.json(seed, evaluations) + "\n");
    System.out.println(campaign.sum());
    System.exit(campaign.sum().solutions() == 0 ? 0 : 1);
  }

  private String json(long seed, long evaluations) throws Exception {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("seed", seed).put("date", LocalDate.now().toString());
    json.put("commit", System.getProperty("vouch.commit", "not given"));
    json.put("processor", System.getProperty("vouch.processor", System.getProperty("os.arch")));
    json.put("evaluationsEach", evaluations);
    ArrayNode list = json.putArray("rows");
    for (Map.Entry<String, Row> entry : rows.entrySet()) {
      Row row = entry.getValue();
      list.addObject()
          .put("circuits", entry.getKey())
          .put("number", row.models())
          .put("evaluations", row.evaluations())
          .put("solutions", row.solutions())
          .put("controls", row.controls())
          .put("found", row.found());
    }
    return mapper.writeValueAsString(json);
  }
}
