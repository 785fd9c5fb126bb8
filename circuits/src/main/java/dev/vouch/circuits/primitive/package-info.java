/**
 * The functions that an integer program is made of: each computes its output and constrains it
 * (docs/spec/primitives.md). One primitive is one file.
 *
 * <p>Many classes: one a primitive, and beside them the tables of their limbs, which only
 * primitives see.
 */
@NullMarked
package dev.vouch.circuits.primitive;

import org.jspecify.annotations.NullMarked;
