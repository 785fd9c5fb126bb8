package dev.vouch.prover.conformance;

import dev.vouch.circuits.catalogue.OperatorFacts;
import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.NodeTestCase;
import dev.vouch.circuits.operator.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/operators.md} from what the cases gave. */
final class OperatorTable {
  static final String REFRESH = "./dev test jni-bridge OperatorConformanceTest -Dvouch.write=true";

  /** As all pages have it. */
  private static final int COLUMNS = 120;

  private final List<CaseResult> cases;
  private final List<CaseResult> forms;
  private final List<NodeTestCase> unknown;
  private final StringBuilder text = new StringBuilder();

  /**
   * A table.
   *
   * @param cases ONNX's node tests of known operators
   * @param forms of operators in opsets, from {@code OpsetForms}
   * @param unknown ONNX's node tests with operators or types that are not known
   */
  OperatorTable(List<CaseResult> cases, List<CaseResult> forms, List<NodeTestCase> unknown) {
    this.cases = cases;
    this.forms = forms;
    this.unknown = unknown;
  }

  /**
   * Opsets whose forms are tested, and lookups an element, of each operator: lines of {@link
   * OperatorFacts}.
   */
  static String measured(List<CaseResult> forms, List<FormFamily> families) {
    StringBuilder lines = new StringBuilder();
    for (String name : Operators.supported().loweredNames()) {
      String lookups = lookups(alone(forms, name));
      if (!lookups.isEmpty()) {
        lines
            .append(name)
            .append('\t')
            .append(opsets(families, name))
            .append('\t')
            .append(lookups)
            .append('\n');
      }
    }
    return lines.toString();
  }

  private static String lookups(List<CaseResult> results) {
    DoubleSummaryStatistics lookups =
        results.stream()
            .filter(result -> result.proven().passed())
            .mapToDouble(CaseResult::lookupsPerElement)
            .summaryStatistics();
    if (lookups.getCount() == 0) {
      return "";
    }
    String least = number(lookups.getMin());
    String most = number(lookups.getMax());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String error(List<CaseResult> results) {
    double most = results.stream().mapToDouble(r -> r.exactness().error()).max().orElse(0);
    return most == 0 ? "0" : String.format(Locale.ROOT, "%.0e", most);
  }

  /** With two digits that count. */
  private static String number(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  private static String opsets(List<FormFamily> families, String operator) {
    return families.stream()
        .filter(family -> family.operator().equals(operator))
        .flatMap(family -> family.forms().stream())
        .map(FormFamily.Form::opset)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  String write(List<FormFamily> families) {
    introduction();
    lowered(families, OperatorFacts.allRestrictions());
    line("\n## Only on values that do not depend on the input\n");
    paragraph("These are computed when the model is imported: " + folded() + ".");
    composed();
    notPassing();
    unknown();
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /**
   * Words in lines of at most {@link #COLUMNS}; those after the first begin with {@code indent}.
   */
  private void wrapped(String words, String indent) {
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        line(line.toString());
        line.setLength(0);
        line.append(indent).append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    line(line.toString());
  }

  private void paragraph(String words) {
    wrapped(words, "");
    line("");
  }

  private void introduction() {
    line("# Operators\n");
    line("Generated from tests; refresh with\n```\n" + REFRESH + "\n```\n");
    paragraph(
        "A case counts at three levels. *Float*: the float interpreter gives the expected values"
            + " (relative 1e-3, absolute 1e-7). *Integer*: the compiled integer program does: integers"
            + " exactly, real numbers within the error predicted for this run: half a step for every"
            + " rounding, carried from primitive to primitive. *Proven*: the run is proven"
            + " natively, the proof verified in Java, and the verified output is that of the integer"
            + " program, bit by bit.");
    paragraph(
        "Integers are exact up to ±2^62, and wrap around at the width of types of up to 32 bits as in ONNX."
            + " Shapes are static, and tensors without cells have no circuit. The primitives are those of"
            + " [spec/primitives.md](spec/primitives.md); every network output may add a"
            + " Requantisation to 16 bits and an Exposure.");
    paragraph(
        "Masks that are added before a Softmax, as constants, inputs or products, leave what they keep as exact as"
            + " without a mask. Down to −2^26 the sum is exact, so a row that is masked wholly is the softmax of its"
            + " scores. Below, and for −∞, a number only masks: such a row is uniform, as float32 arithmetic gives for"
            + " −10^9, whose steps are larger than scores. Runtimes that round sums to float32 steps differ in such"
            + " rows between −10^5 and −2^26.");
  }

  private void lowered(List<FormFamily> families, Map<String, String> restrictions) {
    line("## In circuits\n");
    paragraph(
        "ONNX cases: the node tests that consist of this operator alone, float / integer / proven of"
            + " all. Own forms: opset versions whose forms are tested, and proven of all. Lookups an"
            + " element of the outputs, and the largest error of real outputs, in units of their"
            + " range with 0, are those of all these cases.");
    line(
        "| operator | primitives | lookups | ONNX cases | own forms | proven | largest error"
            + " | restrictions |");
    line("|---|---|---|---|---|---|---|---|");
    for (String name : Operators.supported().loweredNames()) {
      List<CaseResult> alone = alone(cases, name);
      List<CaseResult> own = alone(forms, name);
      line(
          String.format(
              "| %s | %s | %s | %s | %s | %s | %s | %s |",
              name,
              primitives(alone, own),
              lookups(Stream.concat(alone.stream(), own.stream()).toList()),
              alone.isEmpty() ? "" : counts(alone),
              opsets(families, name),
              own.isEmpty() ? "" : proven(own) + " of " + own.size(),
              error(Stream.concat(alone.stream(), own.stream()).toList()),
              restrictions.getOrDefault(name, "")));
    }
  }

  private static List<CaseResult> alone(List<CaseResult> results, String operator) {
    return results.stream().filter(r -> r.operators().equals(Set.of(operator))).toList();
  }

  private static String primitives(List<CaseResult> alone, List<CaseResult> own) {
    Set<String> primitives = new TreeSet<>();
    alone.forEach(result -> primitives.addAll(result.primitives()));
    own.forEach(result -> primitives.addAll(result.primitives()));
    primitives.remove("Exposure");
    return primitives.isEmpty() ? "none: a view" : String.join(", ", primitives);
  }

  private static String counts(List<CaseResult> results) {
    return String.format(
        "%d / %d / %d of %d",
        results.stream().filter(result -> result.interpreted().passed()).count(),
        results.stream().filter(result -> result.compiled().passed()).count(),
        proven(results),
        results.size());
  }

  private static long proven(List<CaseResult> results) {
    return results.stream().filter(result -> result.proven().passed()).count();
  }

  private static String folded() {
    return Operators.supported().all().stream()
        .filter(operator -> !operator.inCircuits())
        .map(OperatorTable::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String name(Operator operator) {
    return Operators.name(operator.domain(), operator.type());
  }

  private void composed() {
    List<CaseResult> composed = cases.stream().filter(c -> c.operators().size() > 1).toList();
    line("## ONNX cases of several operators\n");
    line("Most are functions written as nodes: " + counts(composed) + ".");
    line("All ONNX cases of known operators together: " + counts(cases) + ".");
    line(
        "Proven with a predicted error of at most 2^-10 of the output's range with 0, or of integers: "
            + cases.stream().filter(CaseResult::isProvenClosely).count()
            + ".\n");
    wide();
  }

  private void wide() {
    String wide =
        cases.stream()
            .filter(result -> result.proven().passed() && !result.isProvenClosely())
            .map(result -> result.name().replaceFirst("^test_", ""))
            .collect(Collectors.joining(", "));
    paragraph("Proven with a wider one: " + (wide.isEmpty() ? "none" : wide) + ".");
  }

  private void notPassing() {
    Map<String, List<CaseResult>> byReason = new TreeMap<>();
    cases.stream()
        .filter(result -> !result.proven().passed())
        .forEach(
            result ->
                byReason.computeIfAbsent(result.reason(), key -> new ArrayList<>()).add(result));
    line("## ONNX cases that are not proven\n");
    line("By the first thing in the way:\n");
    byReason.forEach(
        (reason, results) ->
            wrapped(
                String.format(
                    "- %s (%d): %s",
                    reason,
                    results.size(),
                    results.stream()
                        .map(result -> result.name().replaceFirst("^test_", ""))
                        .collect(Collectors.joining(", "))),
                "  "));
  }

  private void unknown() {
    Set<String> known = Set.copyOf(Operators.supported().names());
    Set<String> missing = new TreeSet<>();
    unknown.forEach(test -> missing.addAll(test.operators()));
    missing.removeAll(known);
    long ofTypes = unknown.stream().filter(test -> known.containsAll(test.operators())).count();
    line("\n## ONNX cases that are not tried\n");
    paragraph(
        (unknown.size() - ofTypes)
            + " cases have operators that are not known: "
            + String.join(", ", missing)
            + ".");
    line(ofTypes + " cases have known operators on element types that are not read.");
  }
}
