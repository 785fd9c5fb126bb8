/**
 * Operators whose results are cells of their input: chosen, repeated, joined or reshaped by shapes
 * and attributes alone.
 */
@NullMarked
package dev.vouch.circuits.operator.wiring;

import org.jspecify.annotations.NullMarked;
