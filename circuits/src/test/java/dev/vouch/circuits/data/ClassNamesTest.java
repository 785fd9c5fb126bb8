package dev.vouch.circuits.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names of classes tell them apart. */
class ClassNamesTest {
  @Test
  void aNumberIsThePlaceOfAName() {
    ClassNames names = ClassNames.of(List.of("no", "yes", "don't know"));
    assertThat(names.count()).isEqualTo(3);
    assertThat(names.number("yes")).hasValue(1);
    assertThat(names.number("Yes")).isEmpty();
    assertThat(names.text(2)).isEqualTo("don't know (2)");
    assertThat(names.listed()).isEqualTo("no (0), yes (1), don't know (2)");
    assertThat(names).isEqualTo(ClassNames.of(names.names())).isNotEqualTo(ClassNames.NONE);
    assertThat(names).hasSameHashCodeAs(ClassNames.of(names.names()));
  }

  @Test
  void namesThatTellNothingAreRefused() {
    requireRefused("0 names", List.of());
    requireRefused("class 1 has no name", List.of("a", " "));
    requireRefused("classes 0 and 2 have one name, 'a'", List.of("a", "b", "a"));
    requireRefused("more than 1000 characters", List.of("a".repeat(1001)));
    requireRefused("65537 names", Collections.nCopies((1 << 16) + 1, "a"));
  }

  private static void requireRefused(String why, List<String> names) {
    assertThatThrownBy(() -> ClassNames.of(names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void manyAreShownInPart() {
    ClassNames many = ClassNames.of(IntStream.range(0, 21).mapToObj(i -> "c" + i).toList());
    assertThat(many.toString()).startsWith("[c0, c1, ").endsWith("c19, …]");
    assertThat(many.listed()).startsWith("c0 (0), ").endsWith("c19 (19), …");
  }
}
