package dev.vouch.circuits.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Npy;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of a table or of JSON that are names of classes are read as their numbers. */
class ClassWordsTest {
  private static final ClassNames ANIMALS = ClassNames.of(List.of("cat", "dog", "Dog"));
  private static final ClassNames DIGITS = ClassNames.of(List.of("1", "2", "3"));

  @TempDir private Path folder;

  private static Map<String, ValueInfo> label(DataType type) {
    return Map.of("label", new ValueInfo(type));
  }

  private TensorData read(String text, DataType type, ClassNames names) throws IOException {
    Path file = Files.writeString(folder.resolve("data"), text);
    FormatOptions options = FormatOptions.defaults().withClasses(Map.of("label", names));
    Map<String, TensorData> tensors = InputReader.read(file, label(type), options);
    return tensors.values().iterator().next();
  }

  private void requireNumbers(String text, ClassNames names, double... numbers) throws IOException {
    for (DataType type : List.of(DataType.INT64, DataType.FLOAT)) {
      assertThat(read(text, type, names).toDoubles()).as(text).containsExactly(numbers);
    }
  }

  private void requireRefused(String text, ClassNames names, String... why) {
    for (DataType type : List.of(DataType.INT64, DataType.FLOAT)) {
      assertThatThrownBy(() -> read(text, type, names))
          .isInstanceOf(MalformedTensorException.class)
          .message()
          .contains(why);
    }
  }

  @Test
  void wordsOfATable() throws IOException {
    requireNumbers("label\ncat\nDog\ndog\n\"cat\"\n", ANIMALS, 0, 2, 1, 0);
    requireNumbers("label\n1\ncat\n2\n", ANIMALS, 1, 0, 2);
  }

  @Test
  void wordsOfJson() throws IOException {
    requireNumbers("[\"dog\", \"cat\", \"Dog\"]", ANIMALS, 1, 0, 2);
    requireNumbers("{\"label\": [[\"dog\"], [\"cat\"]], \"x\": [\"cow\"]}", ANIMALS, 1, 0);
    requireNumbers("[2, \"cat\"]", ANIMALS, 2, 0);
    assertThat(read("[\"dog\", \"cat\"]", DataType.INT64, ANIMALS).type())
        .isEqualTo(DataType.INT64);
  }

  /** Where names are numerals, numbers are names and nothing else. */
  @Test
  void namesThatLookLikeNumbers() throws IOException {
    requireNumbers("label\n1\n3\n", DIGITS, 0, 2);
    requireRefused("label\n1\n0\n", DIGITS, "line 3, column 1 'label' of the CSV is '0' in row 1");
    requireNumbers("[\"1\", \"3\"]", DIGITS, 0, 2);
    requireNumbers("[1, 3]", DIGITS, 0, 2);
    requireRefused("[1, 0]", DIGITS, "'0' in row 1", "none of the classes [1, 2, 3]");
    requireRefused("[true]", DIGITS, "'true' in row 0");
  }

  /** Every spelling that a table or JSON would take for a number. */
  @Test
  void numeralsThatAreNoIntegers() {
    ClassNames reals = ClassNames.of(List.of("1.0", "2.0", "3.0"));
    requireRefused("label\n2.0\n1\n", reals, "'1' in row 1");
    requireRefused("[2.0, 1]", reals, "'1' in row 1");
    ClassNames answers = ClassNames.of(List.of("true", "false"));
    requireRefused("label\ntrue\nTRUE\n", answers, "'TRUE' in row 1");
    requireRefused("label\n1\n", answers, "'1' in row 0");
  }

  @Test
  void answersAreNoNumbers() throws IOException {
    requireNumbers("label\ntrue\nfalse\n", ClassNames.of(List.of("true", "false")), 0, 1);
    requireNumbers("[true, false]", ClassNames.of(List.of("true", "false")), 0, 1);
  }

  private TensorData array(TensorData array, String name, ClassNames names) throws IOException {
    Path file = folder.resolve("array");
    try (OutputStream out = Files.newOutputStream(file)) {
      if (name.isEmpty()) {
        Npy.write(out, array);
      } else {
        Npz.write(out, Map.of(name, array, "x", TensorData.ofVector(7)));
      }
    }
    FormatOptions options = FormatOptions.defaults().withClasses(Map.of("label", names));
    return InputReader.read(file, label(DataType.INT64), options).values().iterator().next();
  }

  @Test
  void numbersOfArraysAreNamesToo() throws IOException {
    for (String name : List.of("", "label")) {
      TensorData labels = TensorData.ofVector(3, 1);
      assertThat(array(labels, name, DIGITS).longs()).containsExactly(2, 0);
      assertThat(array(labels, name, ANIMALS).longs()).containsExactly(3, 1);
      TensorData reals = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, 3, 1);
      TensorData read = array(reals, name, DIGITS);
      assertThat(read.longs()).containsExactly(2, 0);
      assertThat(read.shape()).containsExactly(2, 1);
      assertThat(array(reals, name, ClassNames.of(List.of("1.0", "3.0"))).longs())
          .containsExactly(1, 0);
      assertThatThrownBy(() -> array(TensorData.ofVector(1, 0), name, DIGITS))
          .isInstanceOf(MalformedTensorException.class)
          .hasMessageContaining("'0' in row 1, which is none of the classes [1, 2, 3]");
    }
  }

  @Test
  void otherWordsAreRefusedWithTheirRow() {
    requireRefused(
        "label\ncat\ncow\n", ANIMALS, "line 3", "'cow' in row 1", "none of the classes [cat, dog");
    requireRefused("[\"cat\", \"dog\", \"CAT\"]", ANIMALS, "'CAT' in row 2", "line 1, column ");
    requireRefused("label\ncat\n", ClassNames.NONE, "'cat' in row 0", "it is not said which");
    requireRefused("[\"cat\"]", ClassNames.NONE, "'cat' in row 0", "it is not said which");
    String much = "x".repeat(300);
    requireRefused("label\n" + much + "\n", ANIMALS, "'" + "x".repeat(40) + "…' in row 0");
  }

  /** As it is without names. */
  @Test
  void whatIsNoWordIsRefusedAsEver() {
    assertThatThrownBy(() -> read("label\n1.5\n", DataType.INT64, ANIMALS))
        .hasMessageContaining("a fraction");
    assertThatThrownBy(() -> read("label,b\n,1\n", DataType.INT64, ANIMALS))
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> read("[null]", DataType.INT64, ANIMALS))
        .hasMessageContaining("something other than numbers");
  }

  /** Rows are counted over all that is read, not by what is asked for at once. */
  @Test
  void rowsOfALargeTable() throws IOException {
    Map<String, ValueInfo> infos = new LinkedHashMap<>(label(DataType.INT64));
    infos.put("x", new ValueInfo(DataType.FLOAT, 1, 1));
    FormatOptions options = FormatOptions.defaults().withClasses(Map.of("label", ANIMALS));
    Path file = Files.writeString(folder.resolve("t.csv"), "x,label\n1,cat\n2,dog\n3,2\n4,cow\n");
    try (InputStream in = Files.newInputStream(file);
        CsvRowData rows = CsvRowData.of(in, infos, options)) {
      assertThat(rows.next(2).get("label").longs()).containsExactly(0, 1);
      assertThatThrownBy(() -> rows.next(2))
          .hasMessageContaining("line 5, column 2")
          .hasMessageContaining("'cow' in row 3");
    }
  }

  @Test
  void anOnlyInputMayHaveWords() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "[\"cat\"]");
    assertThat(
            InputReader.read(
                file,
                label(DataType.INT64),
                FormatOptions.defaults().withClasses(Map.of("label", ANIMALS))))
        .containsOnlyKeys(Samples.UNNAMED);
    assertThatThrownBy(
            () -> InputReader.read(file, label(DataType.INT64), FormatOptions.defaults()))
        .hasMessageContaining("something other than numbers");
  }
}
