/**
 * Arithmetic, cell by cell, of tensors that are broadcast to one another, and casts.
 *
 * <p>Two operands extend {@code ElementwiseBinary}, which knows how opsets before 7 broadcast; any
 * number of them extends {@code ElementwiseVariadic}. A function of one number belongs to {@code
 * function}, one whose result is a truth value to {@code logic}.
 */
@NullMarked
package dev.vouch.circuits.operator.elementwise;

import org.jspecify.annotations.NullMarked;
