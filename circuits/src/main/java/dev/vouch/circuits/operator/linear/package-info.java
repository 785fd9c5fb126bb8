/**
 * Matrix products, convolutions and affine normalisation: linear maps whose weights are constant,
 * and products of two values.
 */
@NullMarked
package dev.vouch.circuits.operator.linear;

import org.jspecify.annotations.NullMarked;
