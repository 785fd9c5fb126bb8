package dev.vouch.circuits.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an audit of a network in parts finds: other parts, another order, other links. */
class SplitAuditTest {
  private static Published whole;
  private static SplitNetwork parts;
  private static PublishedArchitecture published;

  @BeforeAll
  static void publish() throws Exception {
    whole = Published.of(network(1, "Tanh"), samples(), CompileOptions.defaults());
    parts = split("g");
    published = whole.inParts(parts);
  }

  /** Two branches of one shape, both of which pass a cut behind the second one. */
  private static ModelProto network(long seed, String last) {
    Random random = new Random(seed);
    return ModelBuilder.model()
        .input("x", 2, 4)
        .initializer("v", weights(random))
        .initializer("w", weights(random))
        .initializer("u", weights(random))
        .node("MatMul", "x v", "a")
        .node("Tanh", "a", "f")
        .node("MatMul", "x w", "b")
        .node("Tanh", "b", "g")
        .node("MatMul", "f u", "c")
        .node("Sub", "c g", "d")
        .node(last, "d", "y")
        .output("y")
        .build();
  }

  private static TensorData weights(Random random) {
    double[] values = random.doubles(16, -1, 1).map(w -> (float) w).toArray();
    values[0] = 0.987;
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {4, 4}, values);
  }

  private static List<Map<String, TensorData>> samples() {
    Random random = new Random(7);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      double[] cells = random.doubles(8, -1, 1).map(x -> (float) x).toArray();
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 4}, cells)));
    }
    return samples;
  }

  private static CompiledNetwork compiled() {
    return whole.architecture().compilation().network();
  }

  /** Cut after the nodes that compute these values. */
  private static SplitNetwork split(String... values) throws Exception {
    List<String> nodes = new ArrayList<>();
    for (String value : values) {
      nodes.add(Map.of("f", "Tanh_0", "g", "Tanh_1", "d", "Sub_0").get(value));
    }
    return Splitter.splitAfter(compiled(), nodes, ProofGoal.LATENCY);
  }

  private static ArchitectureAudit.Result audit(LinkedCircuits key, ModelProto model)
      throws Exception {
    return audit(key, model, ArchitectureAudit.parameters(published.parameters()));
  }

  private static ArchitectureAudit.Result audit(
      LinkedCircuits key, ModelProto model, ArchitectureParameters parameters) throws Exception {
    return ArchitectureAudit.of(key, model, Path.of("."), parameters);
  }

  private static LinkedCircuits key() {
    return LinkedCircuits.of(parts);
  }

  @Test
  void findsTheCircuitsOfAllPartsWithoutWeights() throws Exception {
    ArchitectureAudit.Result result = audit(key(), ModelProto.parseFrom(published.model()));
    assertThat(result.difference()).isEmpty();
    assertThat(result.compiled()).hasSize(2);
    assertThat(result.compiled().stream().map(AuditedCircuit::digest))
        .isEqualTo(result.keyDigests());
    assertThat(result.compiled().get(0).nodes()).containsExactly("MatMul_0", "Tanh_1");
    assertThat(result.nodes()).extracting(AuditedNode::output).contains("a", "g", "y");
    assertThat(parts.links()).hasSize(2);
    assertThat(audit(key(), network(2, "Tanh")).agrees()).isTrue();
  }

  /** The cut is published as a place, however it was asked for. */
  @ParameterizedTest
  @CsvSource({"2", "3"})
  void cutsThatWereSearchedAreFoundAgain(int count) throws Exception {
    SplitNetwork searched = Splitter.split(compiled(), count, ProofGoal.LATENCY);
    PublishedArchitecture own = whole.inParts(searched);
    ArchitectureParameters parameters = ArchitectureAudit.parameters(own.parameters());
    assertThat(parameters.cuts()).isEqualTo(searched.cuts()).hasSize(count - 1);
    LinkedCircuits circuits = LinkedCircuits.of(searched);
    assertThat(audit(circuits, ModelProto.parseFrom(own.model()), parameters).agrees()).isTrue();
  }

  @Test
  void anotherFunctionIsFoundInItsPart() throws Exception {
    assertThat(audit(key(), network(1, "Sigmoid")).difference().orElseThrow())
        .startsWith("part 1: ");
  }

  @Test
  void aPartOfAnotherNetworkIsNamed() throws Exception {
    SplitNetwork later = split("d");
    List<Circuit> mixed = List.of(key().circuits().get(0), later.parts().get(1).circuit());
    assertThat(
            audit(new LinkedCircuits(mixed, parts.links()), network(1, "Tanh"))
                .difference()
                .orElseThrow())
        .startsWith("part 1: ");
    assertThat(audit(LinkedCircuits.of(later), network(1, "Tanh")).difference().orElseThrow())
        .startsWith("part 0: ");
  }

  /** Both branches pass in one format, so that a key could join each to the place of the other. */
  @Test
  void crossedLinksAreFound() throws Exception {
    ChainLink first = parts.links().get(0);
    ChainLink second = parts.links().get(1);
    List<ChainLink> crossed =
        List.of(
            new ChainLink(0, second.output(), 1, first.input()),
            new ChainLink(0, first.output(), 1, second.input()));
    assertThat(
            audit(new LinkedCircuits(key().circuits(), crossed), network(1, "Tanh"))
                .difference()
                .orElseThrow())
        .startsWith(
            "a link: output '" + second.output() + "' of part 0 to input '" + first.input());
    List<ChainLink> one = List.of(first);
    assertThat(
            audit(new LinkedCircuits(key().circuits(), one), network(1, "Tanh"))
                .difference()
                .orElseThrow())
        .isEqualTo("the number of links: 1 in the key, 2 as compiled");
  }

  @Test
  void anotherNumberOfPartsIsFound() throws Exception {
    String more = "the number of parts: %s in the key, %s as compiled";
    LinkedCircuits one = LinkedCircuits.of(compiled().circuit());
    assertThat(audit(one, network(1, "Tanh")).difference()).contains(more.formatted(1, 2));
    assertThat(audit(key(), network(1, "Tanh"), whole.parameters()).difference())
        .contains(more.formatted(2, 1));
    assertThat(audit(LinkedCircuits.of(split("f", "g")), network(1, "Tanh")).difference())
        .contains(more.formatted(3, 2));
  }

  /** Each part would have a commitment of its own to it, and to whatever it likes. */
  @Test
  void partsThatReadOneWeightAreNotTheNetwork() throws Exception {
    ModelProto model =
        ModelBuilder.model()
            .input("x", 2, 4)
            .initializer("w", weights(new Random(1)))
            .node("MatMul", "x w", "a")
            .node("Tanh", "a", "f")
            .node("MatMul", "f w", "b")
            .node("Tanh", "b", "g")
            .node("Tanh", "g", "y")
            .output("y")
            .build();
    Published tied = Published.of(model, samples(), CompileOptions.defaults());
    CompiledNetwork network = tied.architecture().compilation().network();
    String why = "several parts read the weights [w], and nothing shows that theirs are the same";
    SplitNetwork between = Splitter.splitAfter(network, List.of("Tanh_0"), ProofGoal.LATENCY);
    assertThat(between.shared()).containsExactly("w");
    assertThatThrownBy(() -> tied.inParts(between))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(why);
    ArchitectureAudit.Result result =
        audit(LinkedCircuits.of(between), model, tied.parameters().withCuts(between.cuts()));
    assertThat(result.compiled()).isEmpty();
    assertThat(result.difference()).contains(why);
    SplitNetwork behind = Splitter.splitAfter(network, List.of("Tanh_1"), ProofGoal.LATENCY);
    assertThat(behind.shared()).isEmpty();
    ArchitectureParameters parameters =
        ArchitectureAudit.parameters(tied.inParts(behind).parameters());
    assertThat(audit(LinkedCircuits.of(behind), model, parameters).agrees()).isTrue();
  }

  /** Cuts are anybody's. */
  @Test
  void cutsThatCannotBeGiveNoCircuit() throws Exception {
    String text = new String(published.parameters(), StandardCharsets.UTF_8);
    String cuts = "\"cuts\" : [ " + parts.cuts().get(0) + " ]";
    assertThat(text).contains(cuts);
    int primitives = compiled().program().primitives().size();
    for (int place : new int[] {primitives, Integer.MAX_VALUE - 1}) {
      ArchitectureParameters changed =
          ArchitectureAudit.parameters(
              text.replace(cuts, "\"cuts\" : [ " + place + " ]").getBytes(StandardCharsets.UTF_8));
      ArchitectureAudit.Result result = audit(key(), network(1, "Tanh"), changed);
      assertThat(result.compiled()).isEmpty();
      assertThat(result.difference().orElseThrow())
          .isEqualTo(
              "there can be no cut after " + place + " primitives: the network has " + primitives);
    }
  }
}
