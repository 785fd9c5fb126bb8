/**
 * Operators between real numbers and the integers that a framework has quantised them to.
 *
 * <p>They are real arithmetic here: a scale of the framework is a factor like any other.
 */
@NullMarked
package dev.vouch.circuits.operator.quantisation;

import org.jspecify.annotations.NullMarked;
