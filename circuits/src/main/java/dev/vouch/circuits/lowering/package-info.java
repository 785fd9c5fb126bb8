/**
 * From the graph to the integer program: which integers stand for a value ({@link
 * dev.vouch.circuits.lowering.Wire}), and the parts of which recipes are made. Each part needs only
 * those above it:
 *
 * <pre>
 * Operand, LabelledAxes     operands of products, one label an axis
 * LabelledSum               a contraction of operands that fit each other
 * Constants, Rescaling      stored integers; other scales, with rounding
 * Rearranging               other orders of cells
 * Einsum                    a contraction of any operands
 * Wires                     what is bound to the values of the graph
 * LoweringContext           all of these, as operators and recipes see them
 * </pre>
 */
@NullMarked
package dev.vouch.circuits.lowering;

import org.jspecify.annotations.NullMarked;
