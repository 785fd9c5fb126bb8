package dev.vouch.verifier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.covector.RowCoefficients;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.lookup.DirectTables;
import dev.vouch.verifier.lookup.LeafFunctional;
import dev.vouch.verifier.lookup.LookupChallenges;
import dev.vouch.verifier.parallel.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One entry of {@code covectors.json}: a circuit, challenges, and what the specification pulls back
 * for them.
 */
public final class CovectorCase {
  private final JsonNode json;
  private final Net net;
  private final Layout layout;

  private CovectorCase(JsonNode json) {
    this.json = json;
    this.net = Net.of(json.get("net").textValue());
    try {
      this.layout = Layout.of(CircuitCodec.decode(net.bytes("circuit")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static Stream<CovectorCase> all() {
    List<CovectorCase> entries = new ArrayList<>();
    Vectors.read("covectors.json").forEach(entry -> entries.add(new CovectorCase(entry)));
    return entries.stream();
  }

  public JsonNode json() {
    return json;
  }

  public Circuit circuit() {
    return layout.circuit();
  }

  public Scalar scalar(String field) {
    return Scalar.fromBytes(Vectors.bytes(json.get(field)));
  }

  public List<Scalar> scalars(String field) {
    List<Scalar> out = new ArrayList<>();
    json.get(field).forEach(entry -> out.add(Scalar.fromBytes(Vectors.bytes(entry))));
    return out;
  }

  private LookupChallenges challenges() {
    List<Scalar> rho = scalars("rho").subList(0, layout.leafVariables());
    return new LookupChallenges(scalar("alpha"), scalar("beta"), rho);
  }

  /** The functional of §5 for the entry's challenges, but for what S says. */
  public Functional functional() {
    Functional sum = new Functional(circuit(), new PublicSources(circuit(), publicValues()));
    Scalar mu = scalar("mu");
    if (layout.leafVariables() > 0) {
      LeafFunctional.add(sum, layout.leafBlocks(), challenges(), mu);
    }
    Scalar power = mu;
    for (int zero : circuit().zeros()) {
      power = power.times(mu);
      PaddedSpace space = PaddedSpace.of(circuit().tensors().get(zero).shape());
      sum.add(zero, Covector.eq(power, space, scalars("u").subList(0, space.bits())));
    }
    return sum;
  }

  /** Compares what S says about the multiplicities of direct tables, which the entry lists last. */
  public void checkTables(List<JsonNode> expected) {
    Scalar factor = scalar("mu").power(2L + circuit().zeros().size());
    FieldVector rows = new FieldVector(layout.rows());
    new DirectTables(layout, challenges(), factor).addRows(scalars("s"), rows, Workers.CALLER);
    assertThat(layout.directTables()).hasSameSizeAs(expected);
    for (int t = 0; t < expected.size(); t++) {
      int multiplicity = layout.directTables().get(t).multiplicity();
      Tensor tensor = circuit().tensors().get(multiplicity);
      assertThat(tensor.name()).isEqualTo(expected.get(t).get("tensor").textValue());
      Matrix matrix = layout.matrix(multiplicity);
      int first = matrix.firstRow();
      checkRows(tensor, rows.copyOfRange(first, first + matrix.rows()), expected.get(t));
    }
  }

  private Map<Integer, long[]> publicValues() {
    Map<Integer, long[]> values = new HashMap<>();
    for (int i = 0; i < circuit().tensors().size(); i++) {
      if (circuit().tensors().get(i) instanceof Tensor.Public) {
        JsonNode list = net.json().get("publicValues").get(values.size());
        long[] cells = new long[list.size()];
        for (int j = 0; j < cells.length; j++) {
          cells[j] = list.get(j).longValue();
        }
        values.put(i, cells);
      }
    }
    return values;
  }

  /** Compares tensor, cells and, on committed tensors, row coefficients. */
  public void check(SourceClaim claim, JsonNode expected) {
    Tensor tensor = circuit().tensors().get(claim.tensor());
    assertThat(tensor.name()).isEqualTo(expected.get("tensor").textValue());
    assertThat(cellsHash(claim.covector()))
        .as(tensor.name())
        .isEqualTo(expected.get("cells").textValue());
    if (!tensor.kind().committed()) {
      return;
    }
    Matrix matrix = layout.matrix(claim.tensor());
    FieldVector rows = new FieldVector(matrix.rows());
    RowCoefficients.add(matrix, claim.covector(), scalars("s"), rows, 0);
    checkRows(tensor, rows, expected);
  }

  private static void checkRows(Tensor tensor, FieldVector rows, JsonNode expected) {
    List<String> wanted = new ArrayList<>();
    expected.get("rows").forEach(value -> wanted.add(value.textValue()));
    assertThat(wanted).hasSize(rows.length());
    for (int i = 0; i < rows.length(); i++) {
      assertThat(Vectors.hex(rows.get(i).toBytes()))
          .as(tensor.name() + " row " + i)
          .isEqualTo(wanted.get(i));
    }
  }

  private static String cellsHash(Covector covector) {
    FieldVector cells = covector.cells();
    byte[] bytes = new byte[32 * cells.length()];
    for (int i = 0; i < cells.length(); i++) {
      cells.get(i).times(covector.coefficient()).toBytes(bytes, 32 * i);
    }
    return Vectors.hex(Identifiers.sha3(bytes));
  }

  @Override
  public String toString() {
    return net.name();
  }
}
