/** Functions of one real number, cell by cell: activations, clamps and tabulated functions. */
@NullMarked
package dev.vouch.circuits.operator.function;

import org.jspecify.annotations.NullMarked;
