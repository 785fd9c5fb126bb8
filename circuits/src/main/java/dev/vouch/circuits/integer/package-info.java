/**
 * The vocabulary of integer programs: tensors of integers with ranges and scales, ports, and where
 * they come from.
 */
@NullMarked
package dev.vouch.circuits.integer;

import org.jspecify.annotations.NullMarked;
