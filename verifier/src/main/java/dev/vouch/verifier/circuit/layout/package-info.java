/**
 * Where the cells of a circuit lie: matrices of committed tensors, leaf blocks, and how many
 * covectors reach them (protocol.md §2.1, §2.2, §4).
 */
@NullMarked
package dev.vouch.verifier.circuit.layout;

import org.jspecify.annotations.NullMarked;
