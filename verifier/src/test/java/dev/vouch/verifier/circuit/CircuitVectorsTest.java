package dev.vouch.verifier.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.Vectors;
import dev.vouch.verifier.validator.CircuitRule;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every refusal of reader and validator, and circuits at the edge that are valid. */
class CircuitVectorsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The broken rule, MALFORMED, or VALID. */
  private static String verdict(byte[] bytes) {
    try {
      CircuitValidator.validate(CircuitCodec.decode(bytes));
      return "VALID";
    } catch (MalformedFormatException e) {
      return "MALFORMED";
    } catch (InvalidCircuitException e) {
      return e.rule().name();
    }
  }

  @Test
  void invalidCircuitsAreRefusedByTheRuleTheyBreak() throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<CircuitRule> seen = EnumSet.noneOf(CircuitRule.class);
    for (JsonNode entry : Vectors.read("circuits_invalid.json")) {
      byte[] bytes = Vectors.bytes(entry.get("circuit"));
      String verdict = verdict(bytes);
      String expected = entry.get("rule").isNull() ? "VALID" : entry.get("rule").textValue();
      boolean malformedToo =
          entry.has("readerMayRefuse")
              && entry.get("readerMayRefuse").booleanValue()
              && verdict.equals("MALFORMED");
      if (!verdict.equals(expected) && !malformedToo) {
        wrong.add(entry.get("name").textValue() + ": " + verdict + " instead of " + expected);
      }
      if (!verdict.equals("MALFORMED")) {
        assertThat(CircuitCodec.encode(CircuitCodec.decode(bytes)))
            .as(entry.get("name").textValue())
            .isEqualTo(bytes);
      }
      if (!entry.get("rule").isNull()) {
        seen.add(CircuitRule.valueOf(expected));
      } else {
        checkCounts(entry, Plan.of(Layout.of(CircuitCodec.decode(bytes))));
      }
    }
    assertThat(wrong).isEmpty();
    // What the grammar of the bytes refuses already has tests on records, in CircuitRulesTest.
    assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
        .isSubsetOf(CircuitRule.SEMANTICS, CircuitRule.LENGTH, CircuitRule.COEFFICIENT);
  }

  private static void checkCounts(JsonNode entry, Plan plan) {
    String name = entry.get("name").textValue();
    assertThat(plan.messageBytes()).as(name).isEqualTo(entry.get("messageBytes").longValue());
    assertThat(plan.terms()).as(name).isEqualTo(entry.get("terms").intValue());
  }

  /** Where several rules are broken, any that the case names may be the one that is reported. */
  @Test
  void circuitsWithTwoFaultsAreRefusedByEither() {
    JsonNode entries = Vectors.read("circuits_two_faults.json");
    assertThat(entries).isNotEmpty();
    List<String> wrong = new ArrayList<>();
    for (JsonNode entry : entries) {
      List<String> allowed = new ArrayList<>();
      entry.get("rules").forEach(rule -> allowed.add(rule.textValue()));
      if (entry.path("readerMayRefuse").booleanValue()) {
        allowed.add("MALFORMED");
      }
      String verdict = verdict(Vectors.bytes(entry.get("circuit")));
      if (!allowed.contains(verdict)) {
        wrong.add(entry.get("name").textValue() + ": " + verdict + " instead of " + allowed);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void malformedBytesAreRefused() {
    for (JsonNode entry : Vectors.read("circuits_malformed.json")) {
      byte[] bytes = Vectors.bytes(entry.get("circuit"));
      String verdict = verdict(bytes);
      if (!entry.get("readable").booleanValue()) {
        assertThat(verdict).as(entry.get("name").textValue()).isNotEqualTo("VALID");
      } else {
        assertThat(verdict).as(entry.get("name").textValue()).isNotEqualTo("MALFORMED");
      }
    }
  }

  @Test
  @Tag("clock")
  void refusalsTakeLittleTimeAndMemory() {
    List<JsonNode> entries = new ArrayList<>();
    Vectors.read("circuits_invalid.json").forEach(entries::add);
    entries.forEach(entry -> verdict(Vectors.bytes(entry.get("circuit")))); // warm
    for (JsonNode entry : entries) {
      if (!entry.get("rule").isNull()) {
        byte[] bytes = Vectors.bytes(entry.get("circuit"));
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        // Of this thread alone: neighbours on the machine are not the validator's cost.
        long start = THREADS.getCurrentThreadCpuTime();
        verdict(bytes);
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
        assertThat(nanos).as("ns for " + entry.get("name").textValue()).isLessThan(50_000_000);
        assertThat(allocated).as("bytes for " + entry.get("name").textValue()).isLessThan(16 << 20);
      }
    }
  }
}
