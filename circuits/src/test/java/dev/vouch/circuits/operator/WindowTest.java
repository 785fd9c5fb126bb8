package dev.vouch.circuits.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static Node node(String type, Map<String, Attribute> attributes) {
    return new Node("n", type, "", 19, List.of("x", "w"), List.of("y"), attributes);
  }

  private static Attribute integers(long... values) {
    return new Attribute.Integers(values);
  }

  private static Window window(int input, int kernel, Map<String, Attribute> attributes) {
    return Window.of(node("MaxPool", attributes), new int[] {input}, new int[] {kernel});
  }

  @Test
  void cellsAreTapsByPositions() {
    Window window =
        window(
            5, 3, Map.of("strides", integers(2), "pads", integers(1, 1), "dilations", integers(1)));
    assertThat(window.output()).containsExactly(3);
    assertThat(window.cells()).containsExactly(-1, 1, 3, 0, 2, 4, 1, 3, -1);
  }

  @Test
  void samePaddingPutsTheOddCellAtTheNamedEnd() {
    Window upper = window(4, 2, Map.of("auto_pad", new Attribute.Text("SAME_UPPER")));
    Window lower = window(4, 2, Map.of("auto_pad", new Attribute.Text("SAME_LOWER")));
    assertThat(upper.cells()).containsExactly(0, 1, 2, 3, 1, 2, 3, -1);
    assertThat(lower.cells()).containsExactly(-1, 0, 1, 2, 0, 1, 2, 3);
    assertThat(
            window(5, 3, Map.of("auto_pad", new Attribute.Text("VALID"), "strides", integers(2)))
                .output())
        .containsExactly(2);
  }

  @Test
  void ceilModeNeverStartsAWindowInThePaddingAfter() {
    Attribute ceil = new Attribute.Integer(1);
    assertThat(window(4, 3, Map.of("strides", integers(2), "ceil_mode", ceil)).output())
        .containsExactly(2);
    assertThat(
            window(4, 1, Map.of("strides", integers(3), "pads", integers(0, 2), "ceil_mode", ceil))
                .output())
        .containsExactly(2);
    assertThat(
            window(2, 1, Map.of("strides", integers(2), "pads", integers(0, 1), "ceil_mode", ceil))
                .output())
        .containsExactly(1);
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> window(2, 3, Map.of())).isInstanceOf(InvalidNodeException.class);
    assertThatThrownBy(() -> window(9, 3, Map.of("strides", integers(0))))
        .isInstanceOf(InvalidNodeException.class);
    assertThatThrownBy(() -> window(9, 3, Map.of("pads", integers(1))))
        .isInstanceOf(InvalidNodeException.class);
    assertThatThrownBy(() -> window(9, 3, Map.of("pads", integers(-1, 0))))
        .isInstanceOf(InvalidNodeException.class);
    assertThatThrownBy(() -> window(9, 3, Map.of("auto_pad", new Attribute.Text("X"))))
        .isInstanceOf(InvalidNodeException.class);
  }
}
