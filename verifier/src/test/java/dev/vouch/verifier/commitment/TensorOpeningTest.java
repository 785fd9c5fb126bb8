package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of formats.md §10. */
class TensorOpeningTest {
  private static final String RIGHT =
      ("{'format':'vouch-opening','version':1,'tensor':'x','role':'input','rows':'17',"
              + "'values':['1','-2','0'],'blinders':['01"
              + "00".repeat(31)
              + "']}")
          .replace('\'', '"');

  private static TensorOpening parse(String json) throws MalformedCommitmentException {
    return TensorOpening.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertSame(TensorOpening found, TensorOpening expected) {
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    byte[] blinders = new byte[64];
    blinders[3] = 9;
    blinders[40] = -1;
    for (String name : new String[] {"x", "a \"quoted\\ name", "größe 量"}) {
      TensorOpening row =
          new TensorOpening(
              name, Slot.Role.OUTPUT, 0, 0, new long[] {1L << 62, -(1L << 62), 0}, blinders);
      assertSame(TensorOpening.parse(row.encode()), row);
      TensorOpening sum =
          new TensorOpening(name, Slot.Role.INPUT, 0, (1L << 62) - 1, new long[0], new byte[0]);
      assertSame(TensorOpening.parse(sum.encode()), sum);
    }
    TensorOpening read = parse(RIGHT);
    assertThat(read.values()).containsExactly(1, -2, 0);
    assertThat(read.blinders()).hasSize(32).startsWith(1);
    assertThat(read.firstRow()).isEqualTo(17);
    assertThat(read.rows()).isEqualTo(1);
    assertThat(read.text()).isEqualTo("row 17 of input 'x'");
    assertThat(read.toString()).doesNotContain("-2");
  }

  @Test
  void whiteSpaceEscapesAndOrderDoNotMatter() throws Exception {
    TensorOpening other =
        parse(
            "\n{ \"blinders\" : [ \"01"
                + "00".repeat(31)
                + "\" ] ,\t\"rows\": \"17\", \"role\":"
                + " \"inp\\u0075t\", \"values\" : [\"1\", \"-2\",\"0\"], \"version\":1, \"tensor\":"
                + " \"\\u0078\", \"format\":\"vouch-opening\" }\r\n");
    assertSame(other, parse(RIGHT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "vouch-opening|other|\"format\" is not",
        "\"version\":1|\"version\":2|reads version 1",
        "\"version\":1|\"version\":\"1\"|reads version 1",
        "\"version\":1|\"version\":1e+0|reads version 1",
        "\"version\":1|\"version\":01|expected a string; a number",
        "\"tensor\":\"x\"|\"tensor\":\"\"|is no name",
        "\"tensor\":\"x\"|\"tensor\":\"\\u0007\"|is no name",
        "\"tensor\":\"x\"|\"tensor\":7|is no string",
        "\"tensor\":\"x\"|\"tensor\":{}|expected a string; a number",
        "\"tensor\":\"x\",||\"tensor\" is missing",
        "\"tensor\":\"x\"|\"tensor\":\"x\",\"tensor\":\"x\"|stands there twice",
        "\"tensor\":\"x\"|\"tensor\":\"x\",\"more\":\"x\"|an unknown field",
        "input|weights|neither",
        "\"17\"|\"-1\"|no row such as",
        "\"17\"|\"017\"|no row such as",
        "\"17\"|\"17-17\"|no range",
        "\"17\"|\"17-3\"|no range",
        "\"17\"|\"9999999999999999999\"|too many digits",
        "\"17\"|\"4611686018427387904\"|is no row",
        "\"-2\"|\"-02\"|value 1 is no integer",
        "\"-2\"|\"1.5\"|value 1 is no integer",
        "\"-2\"|\"-0\"|value 1 is no integer",
        "\"-2\"|\"4611686018427387905\"|value 1 is out of range",
        "\"-2\"|\"-9223372036854775808\"|value 1 is out of range",
        "\"-2\"|-2|expected '\"'",
        "[\"1\"|\"1\"|expected ':'",
        "\"01|\"0g|64 lower-case",
        "\"01|\"|64 lower-case",
        "}|} x|expected the end",
        "}|}\u0000 x|expected the end",
        "}||expected '}'",
        "{|[|expected '{'",
        ",\"role\"|,,\"role\"|expected '\"'",
      })
  void textsThatAreNoneAreRefused(String part, String other, String why) {
    String changed = RIGHT.replace(part, other == null ? "" : other);
    assertThat(changed).isNotEqualTo(RIGHT);
    assertThatThrownBy(() -> parse(changed))
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageStartingWith("not an opening: ")
        .hasMessageContaining(why.replace(';', ','));
  }

  @Test
  void blindersThatAreNoScalarsAndBytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> parse(RIGHT.replace("01" + "00".repeat(31), "ff".repeat(32))))
        .hasMessageContaining("a blinder is no scalar");
    assertThatThrownBy(() -> TensorOpening.parse(new byte[] {'{', -1, '}'}))
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> TensorOpening.parse(new byte[0]))
        .isInstanceOf(MalformedCommitmentException.class);
    for (int length = 0; length < RIGHT.length(); length++) {
      String cut = RIGHT.substring(0, length);
      assertThatThrownBy(() -> parse(cut)).isInstanceOf(MalformedCommitmentException.class);
    }
  }

  @Test
  void aSumsRangeIsThatOfItsRows() {
    RowFormat format = new RowFormat(List.of(), 0, -3, 1L << 61, 0, ValueType.INTEGER, null);
    assertThat(format.holdsSum(-9, 3)).isTrue();
    assertThat(format.holdsSum(-10, 3)).isFalse();
    assertThat(format.holdsSum(1L << 62, 2)).isTrue();
    assertThat(format.holdsSum((1L << 62) + 1, Long.MAX_VALUE)).isFalse();
    assertThat(format.holdsSum(-(1L << 62), Long.MAX_VALUE)).isTrue();
    assertThat(format.holdsSum((1L << 61) + 1, 1)).isFalse();
  }

  /** Products that 64 bits take for one of the other sign. */
  @Test
  void rangesOfSumsDoNotWrapAround() {
    RowFormat format =
        new RowFormat(List.of(), 0, -(1L << 61), 1L << 61, 0, ValueType.INTEGER, null);
    for (long rows = 2; rows <= 9; rows++) {
      assertThat(format.holdsSum(1L << 62, rows)).isTrue();
      assertThat(format.holdsSum(-(1L << 62), rows)).isTrue();
    }
  }

  @Test
  void rowsAreBelowTheirBound() {
    assertThat(of("x", (1L << 62) - 1).rows()).isEqualTo(1);
    assertThat(of("x", 5)).hasToString("TensorOpening[row 5 of input 'x']");
    for (long row : new long[] {-1, 1L << 62}) {
      assertThatThrownBy(() -> of("x", row)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> new TensorOpening("x", Slot.Role.INPUT, 5, 4, new long[0], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TensorOpening of(String name, long row) {
    return new TensorOpening(name, Slot.Role.INPUT, row, row, new long[0], new byte[0]);
  }

  @Test
  void theLongestTextIsWrittenAndReadAndNoLonger() throws Exception {
    int rest = TensorOpening.MAX_BYTES - of("", 0).encode().length;
    assertThat(of("x".repeat(rest), 0).encode()).hasSize(TensorOpening.MAX_BYTES);
    assertThatThrownBy(() -> of("x".repeat(rest + 1), 0).encode())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 16777216");
    String longest = RIGHT + " ".repeat(TensorOpening.MAX_BYTES - RIGHT.length());
    assertSame(parse(longest), parse(RIGHT));
    assertThatThrownBy(() -> parse(longest + " ")).hasMessageContaining("more than 16777216 bytes");
  }

  @Test
  void theLongestNameIsReadAndNoLonger() throws Exception {
    String longest = "é".repeat(127) + "x";
    assertThat(parse(RIGHT.replace("\"x\"", '"' + longest + '"')).name()).isEqualTo(longest);
    assertThatThrownBy(() -> parse(RIGHT.replace("\"x\"", "\"é" + longest + '"')))
        .hasMessageContaining("is no name");
  }
}
