/**
 * From floating-point values to integers: calibration, scales, quantisation of weights and inputs.
 */
@NullMarked
package dev.vouch.circuits.quantise;

import org.jspecify.annotations.NullMarked;
