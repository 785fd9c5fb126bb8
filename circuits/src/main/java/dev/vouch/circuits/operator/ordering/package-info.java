/** Operators that put values in order, or choose them by their order. */
@NullMarked
package dev.vouch.circuits.operator.ordering;

import org.jspecify.annotations.NullMarked;
