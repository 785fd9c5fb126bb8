/**
 * What follows from a circuit before any proof: its matrices, leaf blocks, counts and depth
 * (protocol.md §2.2, §11).
 */
@NullMarked
package dev.vouch.verifier.circuit.plan;

import org.jspecify.annotations.NullMarked;
