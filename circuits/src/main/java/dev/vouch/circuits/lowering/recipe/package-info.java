/**
 * Ways to compute something with the primitives of an integer program, one a file: functions from a
 * {@link dev.vouch.circuits.lowering.LoweringContext} and operands to a wire. They know neither
 * nodes nor operators, and bind nothing: what a wire stands for is the operator's word.
 *
 * <p>Many classes: each is one way to compute, and uses others of them.
 */
@NullMarked
package dev.vouch.circuits.lowering.recipe;

import org.jspecify.annotations.NullMarked;
