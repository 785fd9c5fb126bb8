package dev.vouch.circuits.catalogue;

import dev.vouch.circuits.operator.Operator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a user may want to know of an operator before he exports a model; docs/operators.md says the
 * same. Restrictions are written by hand, in {@code restrictions.tsv}; {@code measured.tsv} is
 * written by the tests of the operators.
 *
 * @param name as {@link Operators#name} has it
 * @param sinceOpset first opset of its domain whose form is understood
 * @param inCircuits whether it may depend on the model's input; if not, it is computed when the
 *     model is read
 * @param testedOpsets whose forms are tested, ascending; empty if it is not part of circuits
 * @param lookups of a circuit for each element of the results, as {@code 1} or {@code 0 to 2};
 *     empty if that is not known
 * @param restrictions empty if there are none
 */
public record OperatorFacts(
    String name,
    int sinceOpset,
    boolean inCircuits,
    List<Integer> testedOpsets,
    String lookups,
    String restrictions) {
  private static final String RESTRICTIONS = "restrictions.tsv";
  private static final String MEASURED = "measured.tsv";

  public OperatorFacts {
    testedOpsets = List.copyOf(testedOpsets);
  }

  /** Those of all operators, in alphabetical order. */
  public static List<OperatorFacts> all() {
    Map<String, String> restrictions = allRestrictions();
    Map<String, String> measured = read(MEASURED);
    return Operators.supported().all().stream()
        .map(operator -> of(operator, measured, restrictions))
        .sorted((a, b) -> a.name.compareTo(b.name))
        .toList();
  }

  private static OperatorFacts of(
      Operator operator, Map<String, String> measured, Map<String, String> restrictions) {
    String name = Operators.name(operator.domain(), operator.type());
    String[] columns = measured.getOrDefault(name, "\t").split("\t", -1);
    List<Integer> opsets =
        columns[0].isEmpty()
            ? List.of()
            : Arrays.stream(columns[0].split(" ")).map(Integer::valueOf).toList();
    return new OperatorFacts(
        name,
        operator.sinceOpset(),
        operator.inCircuits(),
        opsets,
        columns[1],
        restrictions.getOrDefault(name, ""));
  }

  /** Restrictions by name of the operator. */
  public static Map<String, String> allRestrictions() {
    return read(RESTRICTIONS);
  }

  /** Lines of a name, a tab, and what else there is. */
  private static Map<String, String> read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(OperatorFacts.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
