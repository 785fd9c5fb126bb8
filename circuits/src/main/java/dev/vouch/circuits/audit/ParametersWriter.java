package dev.vouch.circuits.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.commitment.RowFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@link ArchitectureParameters} to JSON: equal ones give equal bytes. */
final class ParametersWriter {
  static final String FORMAT = "vouch-params";
  static final int VERSION = 1;

  /** Of networks in parts: it has their cuts. */
  static final int VERSION_OF_PARTS = 2;

  private final JsonGenerator json;

  private ParametersWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] encode(ArchitectureParameters parameters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes).useDefaultPrettyPrinter()) {
      new ParametersWriter(json).write(parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no file", e);
    }
    return bytes.toByteArray();
  }

  private void write(ArchitectureParameters parameters) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    boolean parts = !parameters.cuts().isEmpty();
    json.writeNumberField("version", parts ? VERSION_OF_PARTS : VERSION);
    json.writeObjectFieldStart("options");
    CompileOptions options = parameters.options();
    json.writeStringField("input", word(options.input()));
    json.writeStringField("output", word(options.output()));
    json.writeStringField("scales", word(options.scales()));
    json.writeNumberField("bits", options.bits());
    json.writeStringField("for", word(options.goal()));
    if (!options.inputFormats().isEmpty()) {
      formats(options.inputFormats());
    }
    json.writeEndObject();
    imports(parameters.imports());
    if (parts) {
      numbers("cuts", parameters.cuts());
    }
    json.writeArrayFieldStart("withheld");
    for (String name : parameters.withheld()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("quantities");
    for (Quantity quantity : Quantity.values()) {
      lists(
          quantity.label(),
          parameters.answers().quantities().getOrDefault(quantity, Map.of()),
          json::writeNumber);
    }
    json.writeEndObject();
    json.writeObjectFieldStart("choices");
    for (Choice choice : Choice.values()) {
      lists(
          choice.label(),
          parameters.answers().choices().getOrDefault(choice, Map.of()),
          json::writeNumber);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void formats(Map<String, RowFormat> formats) throws IOException {
    json.writeObjectFieldStart("formats");
    for (Map.Entry<String, RowFormat> named : new TreeMap<>(formats).entrySet()) {
      RowFormat format = named.getValue();
      json.writeObjectFieldStart(named.getKey());
      numbers("lengths", format.lengths());
      json.writeNumberField("columnBits", format.columnBits());
      json.writeNumberField("lo", format.lo());
      json.writeNumberField("hi", format.hi());
      json.writeNumberField("scaleExponent", format.scaleExponent());
      json.writeStringField("type", word(format.type()));
      SliceScales slices = format.slices();
      if (slices != null) {
        json.writeNumberField("axis", slices.axis());
        numbers("exponents", slices.exponents());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void numbers(String field, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(field);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void imports(ImportOptions imports) throws IOException {
    json.writeObjectFieldStart("import");
    if (imports.batch().isPresent()) {
      json.writeNumberField("batch", imports.batch().getAsInt());
    }
    json.writeObjectFieldStart("dimensions");
    for (Map.Entry<String, Integer> length : new TreeMap<>(imports.dimensions()).entrySet()) {
      json.writeNumberField(length.getKey(), length.getValue());
    }
    json.writeEndObject();
    lists("shapes", imports.shapes(), json::writeNumber);
    json.writeEndObject();
  }

  /** Writes one entry of a list. */
  private interface Entry<T> {
    void write(T entry) throws IOException;
  }

  private <T> void lists(String field, Map<String, List<T>> byName, Entry<T> writer)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, List<T>> named : new TreeMap<>(byName).entrySet()) {
      json.writeArrayFieldStart(named.getKey());
      for (T entry : named.getValue()) {
        writer.write(entry);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
