/**
 * Roundings to whole numbers, exact at the scale of the operand, and questions after numbers that
 * have no rounding.
 */
@NullMarked
package dev.vouch.circuits.operator.rounding;

import org.jspecify.annotations.NullMarked;
