/**
 * Linear maps: matrix products, convolutions, and normalisation whose statistics are constant.
 *
 * <p>Weights may be constant or depend on the input. They share {@code MatrixProduct}, which
 * evaluates, and {@code FoldedNormalization}, by which a layer takes in the one that follows it.
 */
@NullMarked
package dev.vouch.circuits.operator.linear;

import org.jspecify.annotations.NullMarked;
