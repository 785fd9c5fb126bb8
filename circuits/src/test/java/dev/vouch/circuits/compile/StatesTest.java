package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.graph.Graph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which outputs of a network are inputs of its next step. */
class StatesTest {
  /** A network with inputs and outputs of these names, all of one shape. */
  private static Graph graph(String inputs, String outputs) {
    TestGraph graph = new TestGraph(1);
    String[] names = inputs.split(" ", -1);
    for (String name : names) {
      graph.input(name, 1, 4);
    }
    String[] results = outputs.split(" ", -1);
    for (String result : results) {
      graph.node("Tanh", result, names[0]);
    }
    return graph.outputs(results);
  }

  @ParameterizedTest
  @CsvSource({
    "x state, y stateN, state=stateN",
    "x h0 c0, y hn cn, h0=hn c0=cn",
    "x h_0 c_0, y h_n c_n, h_0=h_n c_0=c_n",
    "x hx cx, y hy cy, hx=hy cx=cy",
    "x initial_h initial_c, Y Y_h Y_c, initial_h=Y_h initial_c=Y_c",
    "x state1 state2, y state1_out state2_out, state1=state1_out state2=state2_out",
    "x state_0, y state_1, state_0=state_1",
    "x hiddenIn, y hiddenOut, hiddenIn=hiddenOut",
    "x lstm.cell_in, y lstm.cell_out, lstm.cell_in=lstm.cell_out",
    "x prev_angle, y next_angle, prev_angle=next_angle"
  })
  void namesTell(String inputs, String outputs, String pairs) {
    Map<String, String> found = States.named(graph(inputs, outputs)).outputs();
    assertThat(found.entrySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder(pairs.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "input mask, output",
    "image_in mask, image_out",
    "x h c, y z",
    "x state1 state2, y state3 state4",
    "a b, c d"
  })
  void othersAreNone(String inputs, String outputs) {
    assertThat(States.named(graph(inputs, outputs)).areNone()).isTrue();
  }

  @Test
  void withoutStatesNoStepIsRun() {
    Graph graph = graph("x", "y");
    boolean bounded =
        StateSteps.follow(
            graph,
            States.NONE,
            List.of(Map.of()), // a run would miss its input
            (value, data) -> {
              throw new AssertionError(value);
            });
    assertThat(bounded).isTrue();
  }

  @Test
  void statesOfOtherShapesAreNone() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 4)
            .input("h", 1, 3)
            .node("Tanh", "h_next", "x")
            .outputs("h_next");
    assertThat(States.named(graph).areNone()).isTrue();
    assertThatThrownBy(() -> States.of(graph, Map.of("h", "h_next")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("output 'h_next' is float[1, 4], and input 'h' is float[1, 3]");
  }

  @Test
  void givenStatesAreInputsAndOutputs() {
    Graph graph = graph("a b", "c d");
    assertThat(States.of(graph, Map.of("a", "d")).outputs()).containsExactly(Map.entry("a", "d"));
    assertThatThrownBy(() -> States.of(graph, Map.of("e", "d"))).hasMessageContaining("'e'");
    assertThatThrownBy(() -> States.of(graph, Map.of("a", "e"))).hasMessageContaining("'e'");
    assertThatThrownBy(() -> States.of(graph, Map.of("a", "d", "b", "d")))
        .hasMessageContaining("'d' is a state twice");
  }
}
