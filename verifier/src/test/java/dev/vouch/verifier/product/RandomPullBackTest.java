package dev.vouch.verifier.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.Functional;
import dev.vouch.verifier.covector.PlainMeaning;
import dev.vouch.verifier.covector.ProductEntry;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.RandomCircuits;
import dev.vouch.verifier.testing.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On random circuits, ⟨T, covector⟩ by the plain meaning of terms = constant + Σ ⟨source, covector⟩
 * + Σ_g Σ_k A_g[k]·B_g[k].
 */
class RandomPullBackTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void pullBackIsThePlainMeaning(long seed) {
    Random random = new Random(seed);
    int products = 0;
    for (int i = 0; i < 400; i++) {
      products += check(random);
    }
    assertThat(products).isGreaterThan(200);
  }

  private static int check(Random random) {
    Circuit circuit = new RandomCircuits(random).sketch().circuit();
    Map<Integer, long[]> sources = new HashMap<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Witness witness) {
        sources.put(i, random.longs(PaddedSpace.of(witness.shape()).cells(), -9, 10).toArray());
      }
    }
    List<FieldVector> cells = PlainMeaning.evaluate(circuit, sources);
    int last = circuit.tensors().size() - 1;
    PaddedSpace space = PaddedSpace.of(circuit.tensors().get(last).shape());
    List<FieldVector> vectors = new ArrayList<>();
    for (int axis = 0; axis < space.rank(); axis++) {
      vectors.add(Samples.vector(random, space.length(axis)));
    }
    Covector covector = Covector.product(Samples.scalar(random), vectors);
    Functional functional = new Functional(circuit, new PublicSources(circuit, Map.of()));
    functional.add(last, covector);
    Scalar value = functional.constant();
    for (SourceClaim claim : functional.claims()) {
      value = value.plus(dot(claim.covector(), cells.get(claim.tensor())));
    }
    for (ProductEntry entry : functional.products()) {
      value = value.plus(sumOverK(circuit, entry, cells));
    }
    assertThat(value).as(circuit.toString()).isEqualTo(dot(covector, cells.get(last)));
    return functional.products().size();
  }

  private static Scalar dot(Covector covector, FieldVector cells) {
    return covector.cells().dot(cells).times(covector.coefficient());
  }

  /** Σ_k A_g[k]·B_g[k], the claims taken at all boolean points. */
  private static Scalar sumOverK(Circuit circuit, ProductEntry entry, List<FieldVector> cells) {
    ProductTerm term = new ProductTerm(circuit, entry);
    Scalar sum = Scalar.ZERO;
    for (int k = 0; k < 1 << term.variables(); k++) {
      List<Scalar> point = new ArrayList<>();
      for (int bit = 0; bit < term.variables(); bit++) {
        point.add(Scalar.of(k >> bit & 1));
      }
      SourceClaim a = term.claimA(point, Scalar.ONE);
      SourceClaim b = term.claimB(point, Scalar.ONE);
      sum =
          sum.plus(
              dot(a.covector(), cells.get(a.tensor()))
                  .times(dot(b.covector(), cells.get(b.tensor()))));
    }
    return sum;
  }
}
