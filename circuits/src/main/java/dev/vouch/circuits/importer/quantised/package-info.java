/**
 * Quantised networks that are written as real arithmetic between DequantizeLinear and
 * QuantizeLinear, as arithmetic on integers.
 */
@NullMarked
package dev.vouch.circuits.importer.quantised;

import org.jspecify.annotations.NullMarked;
