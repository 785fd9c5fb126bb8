package dev.vouch.circuits.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.measure.Answers;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.verifier.chain.ChainFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of parameters: read as it is written, and every other one is refused by its field. */
class ParametersTest {
  private static final ArchitectureParameters SOME =
      new ArchitectureParameters(
          CompileOptions.defaults().withBits(12),
          ImportOptions.defaults()
              .withBatch(3)
              .withDimensions(Map.of("N", 5))
              .withShapes(Map.of("x", List.of(1, 2))),
          List.of(),
          List.of("w", "b"),
          new Answers(
              Map.of(Quantity.BOUND, Map.of("x", List.of(0.25))),
              Map.of(Choice.WIDTH, Map.of("w in n", List.of(7, 8)))));

  private static final String TEXT =
      new String(ParametersWriter.encode(SOME), StandardCharsets.UTF_8);

  @Test
  void areReadAsTheyAreWritten() throws Exception {
    ArchitectureParameters read = ArchitectureAudit.parameters(bytes(TEXT));
    assertThat(ParametersWriter.encode(read)).isEqualTo(bytes(TEXT));
    assertThat(read.options()).isEqualTo(SOME.options());
    assertThat(read.imports()).isEqualTo(SOME.imports());
    assertThat(read.withheld()).isEqualTo(SOME.withheld());
    assertThat(read.answers().choices().get(Choice.WIDTH))
        .isEqualTo(Map.of("w in n", List.of(7, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "vouch-params"        | "vouch-param"          | at format: expected "vouch-params"
          "version" : 1         | "version" : 3          | at version: expected version 1 or 2
          "version" : 1         | "version" : 2          | expected the field cuts in version 2
          "version" : 1         | "version" : 1, "cuts" : [ 4 ]     | expected the field cuts in version 2
          "version" : 1         | "version" : 2, "cuts" : [ ]       | at cuts: expected a list of numbers that is not empty
          "version" : 1         | "version" : 2, "cuts" : [ 0 ]     | at cuts: expected an integer from 1
          "version" : 1         | "version" : 2, "cuts" : [ 4, 4 ]  | at cuts: expected an integer from 5
          "version" : 1         | "version" : 2, "cuts" : 4         | at cuts: expected a list
          "version" : 1         | "version" : 1.5        | at version: expected an integer
          "bits" : 12           | "bits" : 17            | at options.bits: expected an integer from 8 to 16
          "bits" : 12           | "bits" : 3000000000    | at options.bits: expected an integer of 32 bits
          "bits" : 12,          | ' '                    | at options: expected the field bits
          "slice"               | "slices"               | at options.scales: expected one of [slice, tensor]
          "batch" : 3           | "batch" : 0            | at import.batch: expected an integer from 1
          "batch" : 3           | "rows" : 3             | at import.rows: expected batch, dimensions or shapes
          [ 0.25 ]              | [ 1e999 ]              | at quantities.bound.x: expected a number of 64 bits
          [ 0.25 ]              | [ ]                    | at quantities.bound.x: expected a list of numbers that is not empty
          [ 0.25 ]              | 0.25                   | at quantities.bound.x: expected a list
          [ 7, 8 ]              | [ 7, "8" ]             | at choices.width.w in n: expected an integer
          "zero" : { }          | "zero" : [ ]           | at choices.zero: expected an object
          "zero" : { }          | "nil" : { }            | at choices.nil: expected one of
          "zero" : { }          | "width" : { }          | at choices.width: expected the field only once
          [ "w", "b" ]          | [ "w", "w" ]           | a weight twice
          [ "w", "b" ]          | [ "w"                  | no JSON
          """)
  void otherFieldsAreNamed(String given, String other, String message) {
    assertThat(TEXT).contains(given);
    assertThatThrownBy(() -> ArchitectureAudit.parameters(bytes(TEXT.replace(given, other))))
        .isInstanceOf(MalformedParametersException.class)
        .hasMessageContaining(message);
  }

  @Test
  void thoseOfPartsHaveCuts() throws Exception {
    String text =
        new String(ParametersWriter.encode(SOME.withCuts(List.of(3, 8))), StandardCharsets.UTF_8);
    assertThat(text).contains("\"version\" : 2", "\"cuts\" : [ 3, 8 ]");
    ArchitectureParameters read = ArchitectureAudit.parameters(bytes(text));
    assertThat(read.cuts()).containsExactly(3, 8);
    assertThat(ParametersWriter.encode(read)).isEqualTo(bytes(text));
    String most =
        IntStream.range(1, ChainFormat.MAX_PARTS)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    assertThat(ArchitectureAudit.parameters(bytes(text.replace("3, 8", most))).cuts())
        .hasSize(ChainFormat.MAX_PARTS - 1);
    assertThatThrownBy(
            () -> ArchitectureAudit.parameters(bytes(text.replace("3, 8", most + ", 64"))))
        .isInstanceOf(MalformedParametersException.class)
        .hasMessageContaining("at cuts: expected at most 63");
  }

  @Test
  void nothingMayFollow() {
    assertThatThrownBy(() -> ArchitectureAudit.parameters(bytes(TEXT + "{}")))
        .isInstanceOf(MalformedParametersException.class)
        .hasMessageContaining("nothing after");
    assertThatThrownBy(() -> ArchitectureAudit.parameters(new byte[0]))
        .isInstanceOf(MalformedParametersException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
