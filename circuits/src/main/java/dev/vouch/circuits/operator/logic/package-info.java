/** Comparisons, boolean operators and the choice between two values. */
@NullMarked
package dev.vouch.circuits.operator.logic;

import org.jspecify.annotations.NullMarked;
