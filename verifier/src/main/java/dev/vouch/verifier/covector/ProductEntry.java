package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.Term;

/**
 * A 2-operand term and a covector on its result: one entry of Prod (protocol.md §5).
 *
 * @param term the term
 * @param covector not dense
 */
public record ProductEntry(Term.Box term, Covector covector) {}
