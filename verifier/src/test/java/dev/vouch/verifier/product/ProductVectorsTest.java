package dev.vouch.verifier.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.covector.ProductEntry;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CovectorCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims A_g(r), B_g(r) are those of the specification, in its order. */
class ProductVectorsTest {
  static Stream<CovectorCase> cases() {
    return CovectorCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void claimsOfEachEntry(CovectorCase entry) {
    List<ProductEntry> products = entry.functional().products();
    JsonNode expected = entry.json().get("products");
    assertThat(products).hasSize(expected.size());
    for (int g = 0; g < products.size(); g++) {
      ProductTerm term = new ProductTerm(entry.circuit(), products.get(g));
      assertThat(term.variables()).isEqualTo(expected.get(g).get("bits").intValue());
      List<Scalar> r = entry.scalars("r").subList(0, term.variables());
      entry.check(term.claimA(r, Scalar.ONE), expected.get(g).get("claimA"));
      entry.check(term.claimB(r, Scalar.ONE), expected.get(g).get("claimB"));
    }
  }
}
