package dev.vouch.circuits.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables: which column is which cell, what a cell's text is, and what is refused, and where. */
class CsvTest {
  private static final Map<String, ValueInfo> TWO = floats("x", 1, 2);

  @TempDir Path folder;

  private static Map<String, ValueInfo> floats(String name, int... shape) {
    return Map.of(name, new ValueInfo(DataType.FLOAT, shape));
  }

  private static Map<String, ValueInfo> columns(DataType type, String... names) {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    List.of(names).forEach(name -> infos.put(name, new ValueInfo(type, 1, 1)));
    return infos;
  }

  private Map<String, TensorData> read(String text, Map<String, ValueInfo> infos, String... ignored)
      throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), infos, ignored);
  }

  private Map<String, TensorData> read(
      byte[] bytes, Map<String, ValueInfo> infos, String... ignored) throws IOException {
    Path file = Files.write(folder.resolve("table"), bytes);
    return InputReader.read(file, infos, FormatOptions.defaults().withIgnored(List.of(ignored)));
  }

  private TensorData only(String text, Map<String, ValueInfo> infos) throws IOException {
    Map<String, TensorData> tensors = read(text, infos);
    assertThat(tensors).containsOnlyKeys(Samples.UNNAMED);
    return tensors.get(Samples.UNNAMED);
  }

  private double value(String cell, DataType type) throws IOException {
    return only("a\n\"" + cell + "\"\n", Map.of("a", new ValueInfo(type, 1, 1))).doubleAt(0);
  }

  private void assertRefused(String text, Map<String, ValueInfo> infos, String why) {
    assertThatThrownBy(() -> read(text, infos))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining(why);
  }

  private static TensorData tensor(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n",
        "a,b\n1,2\n3,4",
        "a,b\r\n1,2\r\n3,4\r\n",
        "\uFEFFa,b\n1,2\r\n3,4",
        "\"a\",\"b\"\n\"1\",2\n3,\"4\"",
        "\"a \"\"1\"\", or\r\nso\",b\n1,2\n3,4\n",
        "x[1],x[0]\n2,1\n4,3\n",
        "+1,b\n1e0,+2\n3.,.4e1\n"
      })
  void oneTable(String text) throws IOException {
    assertThat(only(text, TWO)).isEqualTo(tensor(new int[] {2, 2}, 1, 2, 3, 4));
  }

  @Test
  void rowsAreEntriesOfTheFirstAxis() throws IOException {
    String six = "a,b,c,d,e,f\n1,2,3,4,5,6\n";
    assertThat(only(six, floats("x", 1, 2, 3)).shape()).containsExactly(1, 2, 3);
    assertThat(only(six, floats("x", 2, 3)).shape()).containsExactly(1, 6);
    String three = "a,b,c\n1,2,3\n4,5,6\n";
    assertThat(only(three, floats("x", 2, 3)).shape()).containsExactly(2, 3);
    assertThat(only(three, floats("x")).shape()).containsExactly(2, 3);
    assertThat(only("a\n1\n2\n", floats("x", 2)).shape()).containsExactly(2);
    assertThat(Samples.of(floats("x", 1, 3), read(three, floats("x", 1, 3))).count()).isEqualTo(2);
    assertThat(Samples.of(floats("x", 2, 3), read(three, floats("x", 2, 3))).count()).isEqualTo(1);
    assertThat(Samples.of(floats("x"), read("x\n1\n2\n", floats("x"))).count()).isEqualTo(2);
    Samples batches = Samples.of(floats("x", 2), read("a\n1\n2\n3\n", floats("x", 2)));
    assertThat(batches.count()).isEqualTo(2);
  }

  @Test
  void everyInputHasItsColumns() throws IOException {
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    infos.put("age", new ValueInfo(DataType.INT64, 1, 1));
    infos.put("pair", new ValueInfo(DataType.FLOAT, 1, 2));
    infos.put("owns", new ValueInfo(DataType.BOOL, 1, 1));
    Map<String, TensorData> tensors =
        read("id,owns,pair[1],age,pair[0]\nA-1,true,0.5,41,\nA-2,0,2,9.0e0,inf\n", infos, "id");
    assertThat(tensors.keySet()).containsExactly("age", "pair", "owns");
    assertThat(tensors)
        .containsEntry("age", TensorData.ofLongs(DataType.INT64, new int[] {2, 1}, 41, 9))
        .containsEntry("owns", TensorData.ofLongs(DataType.BOOL, new int[] {2, 1}, 1, 0))
        .containsEntry(
            "pair", tensor(new int[] {2, 2}, Double.NaN, 0.5, Double.POSITIVE_INFINITY, 2));
  }

  /** What lies just above the middle of two numbers; in double it is the middle itself. */
  @Test
  void decimalsAreRoundedOnce() throws IOException {
    String aboveMiddle = "1.000000059604644775390625000000001";
    assertThat((float) Double.parseDouble(aboveMiddle)).isEqualTo(1f);
    assertThat(value(aboveMiddle, DataType.FLOAT)).isEqualTo(Math.nextUp(1f));
    assertThat(value("1.000000059604644775390625", DataType.FLOAT)).isEqualTo(1);
    assertThat(value(aboveMiddle, DataType.DOUBLE)).isEqualTo(1 + 0x1p-24);
    assertThat(value("1.0004882812500000000000001", DataType.FLOAT16)).isEqualTo(1 + 0x1p-10);
    assertThat(value("1.00048828125", DataType.FLOAT16)).isEqualTo(1);
    assertThat(value("1.0004882812499999999999999", DataType.FLOAT16)).isEqualTo(1);
    assertThat(value("-1.0039062500000000000000001", DataType.BFLOAT16)).isEqualTo(-1 - 0x1p-7);
    assertThat(value("1e-45", DataType.FLOAT)).isEqualTo(Float.MIN_VALUE);
    assertThat(value("1e-99999", DataType.FLOAT)).isZero();
    assertThat(1 / value("-0", DataType.FLOAT)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(1 / value("-0.0", DataType.FLOAT16)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void wordsThatAreNumbers() throws IOException {
    for (String nan : List.of("", "nan", "NaN", "NAN")) {
      assertThat(value(nan, DataType.FLOAT)).isNaN();
    }
    for (String infinity : List.of("inf", "Infinity", "+INF")) {
      assertThat(value(infinity, DataType.DOUBLE)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(value("-" + infinity.replace("+", ""), DataType.FLOAT16)).isEqualTo(-1 / 0.0);
    }
    assertThat(value("True", DataType.FLOAT)).isEqualTo(1);
    assertThat(value("FALSE", DataType.BOOL)).isZero();
  }

  @Test
  void noLocaleChangesNumbers() throws IOException {
    Locale before = Locale.getDefault();
    for (String tag : List.of("tr", "de", "ar-EG")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      try {
        assertThat(value("-INFINITY", DataType.FLOAT)).isEqualTo(-1 / 0.0);
        assertThat(value("1.5", DataType.FLOAT)).isEqualTo(1.5);
        assertRefused(
            "a\n\"1,5\"\n", floats("a", 1, 1), "line 2, column 1 'a' of the CSV is no number");
        assertRefused("a\n١\n", floats("a", 1, 1), "no number");
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,INT64,9223372036854775807",
    "-9223372036854775808,INT64,-9223372036854775808",
    "9007199254740993,INT64,9007199254740993",
    "18446744073709551615,UINT64,-1",
    "1.50e1,INT8,15",
    "-0.0,UINT8,0",
    "0e99999,INT32,0",
    "1,BOOL,1"
  })
  void integersAreExact(String text, DataType type, long value) throws IOException {
    TensorData tensor = only("a\n" + text + "\n", Map.of("a", new ValueInfo(type, 1, 1)));
    assertThat(tensor.longs()).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808,INT64,outside the range of int64",
    "128,INT8,outside the range of int8",
    "-1,UINT64,outside the range of uint64",
    "18446744073709551616,UINT64,outside the range of uint64",
    "1e99999,INT64,outside the range of int64",
    "1e-99999,INT64,a fraction",
    "2,BOOL,outside the range of bool",
    "0.5,BOOL,a fraction",
    "nan,INT32,no number",
    "'',INT32,missing",
    "1e39,FLOAT,too large for float",
    "65520,FLOAT16,too large for float16",
    "1e400,DOUBLE,too large for double",
    "1e100000,DOUBLE,no number",
    "0x10,FLOAT,no number",
    "1f,FLOAT,no number",
    "' 1',FLOAT,no number",
    "1_000,FLOAT,no number",
    "--1,FLOAT,no number",
    ".,FLOAT,no number",
    "yes,BOOL,no number"
  })
  void valuesThatAreRefused(String cell, DataType type, String why) {
    assertRefused(
        "a,b\n0,1\n1,\"" + cell + "\"\n",
        columns(type, "a", "b"),
        "line 3, column 2 'b' of the CSV is ");
    assertRefused("a,b\n0,1\n1,\"" + cell + "\"\n", columns(type, "a", "b"), why);
  }

  @Test
  void refusalsDoNotShowValues() {
    assertThatThrownBy(() -> read("a,b\n0,secret\n", TWO))
        .hasMessageNotContaining("secret")
        .hasMessageContaining("line 2, column 2 'b'");
    assertRefused("a,b\n\"1" + "0".repeat(1000) + "\",1\n", TWO, "more than 1000 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b\n1,\"2\n','a quote that is not closed, at line 2, character 3'",
    "'a,b\n1,\"2\"x\n','text after a closing quote, at line 2, character 6'",
    "'a,b\n1,2\"\"\n','a quote inside a cell that does not begin with one, at line 2, character 4'",
    "'a,b\n\"x\ny\",\"2\" \n','text after a closing quote, at line 3, character 7'",
    "'a,b\n1\n','line 2 of the CSV has 1 cells, the header has 2'",
    "'a,b\n1,2,3\n','line 2 of the CSV has 3 cells, the header has 2'",
    "'a,b\n1,2\n\n','a blank line; take it out'",
    "'a,b\r1,2\r','a carriage return without a line feed, at line 1'",
    "'a,b\n','no line after the names of its columns'",
    "'1.5,2\n3,4\n','the first line of the CSV holds numbers'",
    "'0,1\n3,4\n','the first line of the CSV holds numbers'",
    "'a,a\n1,2\n','column 2 ''a'' of the CSV has the name of column 1'",
    "'\"\",b\n1,2\n','column 1 '''' of the CSV has no name'",
    "'a,b,c\n1,2,3\n','3 columns for ''x'', a row of which (float[1, 2]) takes 2; ignore columns'",
    "'a\n1\n','1 column for ''x'', a row of which (float[1, 2]) takes 2; its columns are [a]'",
    "'x[0],x[2]\n1,2\n','1 column for ''x'''",
    "'x[0],x[1],id\n1,2,3\n','column 3 ''id'' of the CSV is none of [x]; ignore columns'"
  })
  void tablesThatAreRefused(String text, String why) {
    assertRefused(text, TWO, why);
  }

  @Test
  void columnsOfSeveralInputs() throws IOException {
    Map<String, ValueInfo> two = columns(DataType.FLOAT, "a", "b");
    assertRefused("a,c\n1,2\n", two, "no column 'b' (float[1, 1]); its columns are [a, c]");
    assertRefused("a,b,c\n1,2,3\n", two, "column 3 'c' of the CSV is none of [a, b]; ignore");
    assertRefused("a,b,b[0]\n1,2,3\n", two, "column 3 'b[0]'");
    assertRefused("a,b\u202E\n1,2\n", two, "its columns are [a, b ]");
    assertThat(read("c,a,b\nx,1,2\n", two, "c", "d")).containsOnlyKeys("a", "b");
    String many = "a,b," + "c".repeat(100);
    assertRefused(many + "\n1,2,3\n", two, "column 3 '" + "c".repeat(40) + "…'");
  }

  @Test
  void missingValuesWhereNoneMayBe() throws IOException {
    Path file = Files.writeString(folder.resolve("table"), "a,b\n1,2\n3,\n");
    FormatOptions complete = FormatOptions.defaults().withComplete(Set.of("x"));
    assertThatThrownBy(() -> InputReader.read(file, TWO, complete))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining(
            "line 3, column 2 'b' of the CSV is missing, which this model cannot");
    assertThat(InputReader.read(file, TWO, complete.withComplete(Set.of("y")))).isNotEmpty();
  }

  @Test
  void bytesThatAreNoText() {
    byte[] latin = "a,b\n1,2\n\u00E4,4\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(latin, TWO))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("bytes that are no UTF-8, at line 3, character 1");
    byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> read(wide, TWO)).isInstanceOf(MalformedTensorException.class);
    assertThatThrownBy(() -> read("a,b\n1,2\u0000\n" + "1,2\n".repeat(400), TWO))
        .isInstanceOf(MalformedTensorException.class);
  }

  /** Short of memory for text, a reader fails long before it is used up. */
  @Test
  void sizesAreBounded() {
    assertRefused(
        "a,b\n1,\"" + "2\n".repeat(1 << 20), TWO, "a cell of more than 1048576 characters");
    assertRefused("a" + ",".repeat(1 << 21), TWO, "more than 1048576 cells in a line");
  }
}
