/**
 * Recurrent layers, unrolled: one matrix product projects the inputs of all steps; each step adds
 * the product of the state before, and applies its gates.
 */
@NullMarked
package dev.vouch.circuits.operator.recurrent;

import org.jspecify.annotations.NullMarked;
