/**
 * Truth values, cell by cell: comparisons, logical operators and the choice between two tensors.
 *
 * <p>A comparison of two tensors extends {@code Comparison}, an operator on two booleans {@code
 * LogicalBinary}.
 */
@NullMarked
package dev.vouch.circuits.operator.logic;

import org.jspecify.annotations.NullMarked;
