package dev.vouch.circuits.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.measure.Answers;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.verifier.chain.ChainFormat;
import dev.vouch.verifier.commitment.RowFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON to {@link ArchitectureParameters}. Every field has to be there once, in any order, and no
 * other; bytes may be anybody's.
 */
final class ParametersReader {
  private static final String ROOT = "";

  private final JsonParser json;

  /** Path of the field that is read, for messages. */
  private String place = ROOT;

  private ParametersReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads parameters.
   *
   * @throws MalformedParametersException naming the field that is wrong
   */
  static ArchitectureParameters decode(byte[] bytes) throws MalformedParametersException {
    try (JsonParser json = new JsonFactory().createParser(bytes)) {
      ParametersReader reader = new ParametersReader(json);
      try {
        json.nextToken();
        ArchitectureParameters parameters = reader.parameters();
        if (json.nextToken() != null) {
          throw reader.malformed("nothing after the object");
        }
        return parameters;
      } catch (JsonProcessingException e) {
        throw new MalformedParametersException(
            "the parameters are no JSON" + reader.where() + ": " + e.getOriginalMessage(), e);
      }
    } catch (MalformedParametersException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedParametersException("the parameters are no JSON: " + e.getMessage(), e);
    }
  }

  /** Reads the value of a field. */
  interface Field {
    void read(String name) throws IOException;
  }

  /** What is filled field by field. */
  private static final class Fields {
    String format = "";
    int version;
    CompileOptions options = CompileOptions.defaults();
    ImportOptions imports = ImportOptions.defaults();
    List<Integer> cuts = new ArrayList<>();
    List<String> withheld = new ArrayList<>();
    Map<Quantity, Map<String, List<Double>>> quantities = new EnumMap<>(Quantity.class);
    Map<Choice, Map<String, List<Integer>>> choices = new EnumMap<>(Choice.class);
  }

  private ArchitectureParameters parameters() throws IOException {
    Fields fields = new Fields();
    Set<String> names =
        Set.of("format", "version", "options", "import", "withheld", "quantities", "choices");
    optional(
        names,
        Set.of("cuts"),
        name -> {
          switch (name) {
            case "format" -> fields.format = text();
            case "version" -> fields.version = integer();
            case "options" -> fields.options = options();
            case "import" -> fields.imports = imports();
            case "cuts" -> cuts(fields.cuts);
            case "withheld" -> list(() -> fields.withheld.add(text()));
            case "quantities" -> fields.quantities = quantities();
            default -> fields.choices = choices();
          }
          if (name.equals("format") && !fields.format.equals(ParametersWriter.FORMAT)) {
            throw malformed("\"" + ParametersWriter.FORMAT + "\"");
          }
          if (name.equals("version")) {
            require(
                fields.version == ParametersWriter.VERSION
                    || fields.version == ParametersWriter.VERSION_OF_PARTS,
                "version "
                    + ParametersWriter.VERSION
                    + " or "
                    + ParametersWriter.VERSION_OF_PARTS
                    + "; later ones take a later vouch");
          }
        });
    if (fields.cuts.isEmpty() == (fields.version == ParametersWriter.VERSION_OF_PARTS)) {
      throw malformed(
          "the field cuts in version " + ParametersWriter.VERSION_OF_PARTS + ", and there alone");
    }
    if (new HashSet<>(fields.withheld).size() < fields.withheld.size()) {
      throw new MalformedParametersException("the parameters name a weight twice in withheld");
    }
    return new ArchitectureParameters(
        fields.options,
        fields.imports,
        fields.cuts,
        fields.withheld,
        new Answers(fields.quantities, fields.choices));
  }

  private void cuts(List<Integer> cuts) throws IOException {
    list(
        () -> {
          int least = cuts.isEmpty() ? 1 : cuts.get(cuts.size() - 1) + 1;
          cuts.add(between(least, Integer.MAX_VALUE - 1));
          require(cuts.size() < ChainFormat.MAX_PARTS, "at most " + (ChainFormat.MAX_PARTS - 1));
        });
    requireSome(cuts);
  }

  private CompileOptions options() throws IOException {
    CompileOptions[] options = {CompileOptions.defaults()};
    optional(
        Set.of("input", "output", "scales", "bits", "for"),
        Set.of("formats"),
        name ->
            options[0] =
                switch (name) {
                  case "input" -> options[0].withInput(word(Visibility.class));
                  case "output" -> options[0].withOutput(word(Visibility.class));
                  case "scales" -> options[0].withScales(word(ScaleGranularity.class));
                  case "for" -> options[0].withGoal(word(ProofGoal.class));
                  case "formats" -> options[0].withInputFormats(formats());
                  default -> options[0].withBits(between(Scales.NARROWEST, Scales.WIDEST));
                });
    return options[0];
  }

  private Map<String, RowFormat> formats() throws IOException {
    Map<String, RowFormat> formats = new LinkedHashMap<>();
    fields(input -> formats.put(input, FormatFields.read(this)));
    return formats;
  }

  private ImportOptions imports() throws IOException {
    ImportOptions[] imports = {ImportOptions.defaults()};
    Map<String, Integer> dimensions = new LinkedHashMap<>();
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    fields(
        name -> {
          if (!Set.of("batch", "dimensions", "shapes").contains(name)) {
            throw malformed("batch, dimensions or shapes");
          }
          seen.add(name);
          switch (name) {
            case "batch" -> imports[0] = imports[0].withBatch(between(1, Integer.MAX_VALUE));
            case "dimensions" ->
                fields(axis -> dimensions.put(axis, between(1, Integer.MAX_VALUE)));
            default ->
                fields(
                    input -> {
                      List<Integer> lengths = new ArrayList<>();
                      list(() -> lengths.add(between(1, Integer.MAX_VALUE)));
                      shapes.put(input, lengths);
                    });
          }
        });
    if (!seen.contains("dimensions") || !seen.contains("shapes")) {
      throw malformed("dimensions and shapes");
    }
    return imports[0].withDimensions(dimensions).withShapes(shapes);
  }

  private Map<Quantity, Map<String, List<Double>>> quantities() throws IOException {
    Map<Quantity, Map<String, List<Double>>> all = new EnumMap<>(Quantity.class);
    Map<String, Quantity> known = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.values()) {
      known.put(quantity.label(), quantity);
    }
    object(
        known.keySet(),
        label -> {
          Map<String, List<Double>> byName = new LinkedHashMap<>();
          fields(
              name -> {
                List<Double> numbers = new ArrayList<>();
                list(() -> numbers.add(number()));
                requireSome(numbers);
                byName.put(name, numbers);
              });
          all.put(known.get(label), byName);
        });
    return all;
  }

  private Map<Choice, Map<String, List<Integer>>> choices() throws IOException {
    Map<Choice, Map<String, List<Integer>>> all = new EnumMap<>(Choice.class);
    Map<String, Choice> known = new LinkedHashMap<>();
    for (Choice choice : Choice.values()) {
      known.put(choice.label(), choice);
    }
    object(
        known.keySet(),
        label -> {
          Map<String, List<Integer>> byName = new LinkedHashMap<>();
          fields(
              name -> {
                List<Integer> integers = new ArrayList<>();
                list(() -> integers.add(integer()));
                requireSome(integers);
                byName.put(name, integers);
              });
          all.put(known.get(label), byName);
        });
    return all;
  }

  private void requireSome(List<?> entries) throws MalformedParametersException {
    if (entries.isEmpty()) {
      throw malformed("a list of numbers that is not empty");
    }
  }

  /** An object of exactly these fields. */
  private void object(Set<String> names, Field field) throws IOException {
    optional(names, Set.of(), field);
  }

  /** An object of these fields and perhaps others; gives those that are there. */
  Set<String> optional(Set<String> needed, Set<String> others, Field field) throws IOException {
    Set<String> known = new HashSet<>(needed);
    known.addAll(others);
    Set<String> seen = new HashSet<>();
    fields(
        name -> {
          if (!known.contains(name)) {
            throw malformed("one of " + known.stream().sorted().toList());
          }
          seen.add(name);
          field.read(name);
        });
    for (String name : needed.stream().sorted().toList()) {
      if (!seen.contains(name)) {
        throw malformed("the field " + name);
      }
    }
    return seen;
  }

  /** An object of any fields, none twice. */
  private void fields(Field field) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, "an object");
    String outer = place;
    Set<String> seen = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      place = outer.isEmpty() ? name : outer + "." + name;
      require(seen.add(name), "the field only once");
      json.nextToken();
      field.read(name);
    }
    place = outer;
  }

  /** Reads the entry at the current token. */
  interface Entry {
    void read() throws IOException;
  }

  void list(Entry entry) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      entry.read();
    }
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  int integer() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
    require(json.getNumberType() == JsonParser.NumberType.INT, "an integer of 32 bits");
    return json.getIntValue();
  }

  long longInteger() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
    require(json.getNumberType() != JsonParser.NumberType.BIG_INTEGER, "an integer of 64 bits");
    return json.getLongValue();
  }

  int between(int least, int most) throws IOException {
    int integer = integer();
    require(integer >= least && integer <= most, "an integer from " + least + " to " + most);
    return integer;
  }

  private double number() throws IOException {
    require(json.currentToken() != null && json.currentToken().isNumeric(), "a number");
    double number = json.getDoubleValue();
    require(Double.isFinite(number), "a number of 64 bits");
    return number;
  }

  <E extends Enum<E>> E word(Class<E> type) throws IOException {
    String word = text();
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(ParametersWriter.word(constant));
      if (ParametersWriter.word(constant).equals(word)) {
        return constant;
      }
    }
    throw malformed("one of " + words);
  }

  private void require(boolean condition, String expected) throws MalformedParametersException {
    if (!condition) {
      throw malformed(expected);
    }
  }

  MalformedParametersException malformed(String expected) {
    return new MalformedParametersException(
        "the parameters are malformed" + where() + ": expected " + expected);
  }

  private String where() {
    return place.isEmpty() ? "" : " at " + place;
  }
}
