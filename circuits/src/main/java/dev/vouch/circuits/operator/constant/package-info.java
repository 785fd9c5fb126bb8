/** Operators whose result is known before any input arrives. */
@NullMarked
package dev.vouch.circuits.operator.constant;

import org.jspecify.annotations.NullMarked;
