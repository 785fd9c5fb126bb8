package dev.vouch.verifier.plan;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.ProductAxes;
import dev.vouch.verifier.collection.Collection;
import dev.vouch.verifier.compact.CompactProtocol;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.lookup.LookupArgument;
import dev.vouch.verifier.opening.OpeningArgument;
import dev.vouch.verifier.product.ProductArgument;
import dev.vouch.verifier.product.TermFactors;
import dev.vouch.verifier.sigma.SigmaProtocol;

/**
 * What follows from a circuit alone: rounds, messages and equations of §4–§8 of protocol.md, and
 * the exact length of a proof. Each stage says its own numbers; here they are added up.
 *
 * @param leafVariables n of §4: the tree has 2^n leaves; 0 without lookups
 * @param direct whether there are tables outside the tree
 * @param terms entries of §5: one for each 2-operand term and covector that reaches it
 * @param productVariables n of §6: rounds of the product sumcheck
 * @param zeroBits bits of the largest zero tensor: coordinates of u (§11, rule 14)
 * @param widthBits c
 * @param opened whether some covector lies on a committed tensor, so that §7 has rounds (rule 21)
 * @param witnessRows rows of all WITNESS tensors
 * @param factors how the product argument ends; today's proofs have joined factors
 */
public record Plan(
    int leafVariables,
    boolean direct,
    int terms,
    int productVariables,
    int zeroBits,
    int widthBits,
    boolean opened,
    int witnessRows,
    TermFactors factors) {

  /** The plan of a circuit that has passed the validator's checks of form. */
  public static Plan of(Layout layout) {
    Circuit circuit = layout.circuit();
    int terms = 0;
    int productVariables = 0;
    boolean opened = false;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      int covectors = layout.covectors(i);
      opened |= covectors > 0 && tensor.kind().committed();
      if (covectors > 0 && tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          if (term instanceof Term.Box box && box.operands().size() == 2) {
            terms += covectors;
            productVariables = Math.max(productVariables, ProductAxes.of(box).variables());
          }
        }
      }
    }
    int zeroBits =
        circuit.zeros().stream()
            .mapToInt(zero -> PaddedSpace.of(circuit.tensors().get(zero).shape()).bits())
            .max()
            .orElse(0);
    return new Plan(
        layout.leafVariables(),
        !layout.directTables().isEmpty(),
        terms,
        productVariables,
        zeroBits,
        circuit.c(),
        opened,
        layout.witnessRows(),
        TermFactors.JOINED);
  }

  /** The plan of proofs of the same circuit that end the product argument in a given way. */
  public Plan with(TermFactors other) {
    return new Plan(
        leafVariables,
        direct,
        terms,
        productVariables,
        zeroBits,
        widthBits,
        opened,
        witnessRows,
        other);
  }

  /** Whether there are lookups; then {@link #leafVariables} ≥ 1. */
  public boolean hasLookups() {
    return leafVariables > 0;
  }

  /** Rounds of the opening sumcheck (§7). */
  public int openingRounds() {
    return opened ? widthBits : 0;
  }

  /** Rounds of the product argument, over k and over the terms (§6). */
  public int productRounds() {
    return ProductArgument.rounds(productVariables, terms, factors);
  }

  /** Sumcheck rounds outside the lookup tree. */
  public int rounds() {
    return productRounds() + openingRounds();
  }

  /** Hidden messages. */
  public int messages() {
    return LookupArgument.messages(leafVariables, direct)
        + Collection.messages(terms)
        + ProductArgument.messages(productVariables, terms, factors)
        + OpeningArgument.messages(openingRounds());
  }

  /** Equations that theta combines. */
  public int equations() {
    return LookupArgument.equations(leafVariables)
        + ProductArgument.equations(terms)
        + OpeningArgument.EQUATIONS;
  }

  /** Claims that powers of γ from 1 on combine: the factors. */
  public int claims() {
    return factors.messages(terms);
  }

  /** Hidden messages that occur in products of two. */
  public int multiplied() {
    return LookupArgument.multiplied(leafVariables, direct) + claims();
  }

  /** Length of the pad vector: ψ and one pad a message (§8). */
  public int pads() {
    return messages() + 1;
  }

  /** C, the length of x, if something is opened; else 0. */
  public int columns() {
    return opened ? 1 << widthBits : 0;
  }

  /** The longest vector that is committed: rows have 2^c cells, the pads' vector {@link #pads}. */
  public int longestVector() {
    return Math.max(1 << widthBits, pads());
  }

  /** The exact length of the protocol's messages in bytes. */
  public long messageBytes() {
    return (beforeSigma() + SigmaProtocol.elements(columns(), pads())) * PrimeField.BYTES;
  }

  /** Rows, the pads' commitment, hidden messages. */
  private long beforeSigma() {
    return witnessRows + 1L + messages();
  }

  /** Whether proofs have a compact form (§8.1). */
  public boolean compactable() {
    return opened && widthBits > 0;
  }

  /** The exact length of the messages of a compact proof in bytes, where there is one. */
  public long compactMessageBytes() {
    long elements = CompactProtocol.elements(columns(), pads(), multiplied());
    return (beforeSigma() + elements) * PrimeField.BYTES;
  }
}
