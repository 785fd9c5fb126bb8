package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.independence.RowIndependence.Answer;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * What deciding takes, counted: the least limits under which each of many small circuits is
 * decided. The numbers are those of the code as it is; a step or a cell that is not counted any
 * more, or counted twice, changes them.
 */
class DecisionCostTest {
  private static final long ENOUGH = 1L << 20;

  /** The least limit under which something is decided. */
  static long least(LongFunction<RowIndependence> decision) {
    long below = -1;
    long enough = ENOUGH;
    while (enough - below > 1) {
      long middle = (below + enough) / 2;
      if (decision.apply(middle).answer() == Answer.UNDECIDED) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  private static List<Long> costs(Iterable<Circuit> circuits) {
    long cells = 0;
    long steps = 0;
    for (Circuit circuit : circuits) {
      cells += least(limit -> RowIndependence.of(circuit, limit, ENOUGH));
      steps += least(limit -> RowIndependence.of(circuit, ENOUGH, limit));
    }
    return List.of(cells, steps);
  }

  @Test
  void cellsAndStepsAreCounted() throws Exception {
    List<Circuit> vectors = new ArrayList<>();
    for (JsonNode entry : Vectors.read("independence.json")) {
      vectors.add(CircuitCodec.decode(Vectors.bytes(entry.get("circuit"))));
    }
    Random random = new Random(40);
    List<Circuit> circuits = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      circuits.add(new RandomRows(random).circuit());
    }
    assertThat(List.of(costs(vectors), costs(circuits)))
        .containsExactly(List.of(1303L, 1810L), List.of(27_767L, 35_023L));
  }
}
