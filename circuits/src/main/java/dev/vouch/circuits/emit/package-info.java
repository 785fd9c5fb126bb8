/**
 * Emission of circuits: a builder of tensors, terms, limbs and shared tables, and the cost of what
 * it built.
 */
@NullMarked
package dev.vouch.circuits.emit;

import org.jspecify.annotations.NullMarked;
