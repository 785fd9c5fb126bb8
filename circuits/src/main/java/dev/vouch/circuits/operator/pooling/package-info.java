/**
 * Windows that slide over the spatial axes of each channel and keep a mean, a maximum or a norm.
 *
 * <p>They share {@code Pooling}: the window of a node and the shape it leaves.
 */
@NullMarked
package dev.vouch.circuits.operator.pooling;

import org.jspecify.annotations.NullMarked;
