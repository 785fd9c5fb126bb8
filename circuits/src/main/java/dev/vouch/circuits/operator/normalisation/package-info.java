/**
 * Values divided by a statistic of their own axes.
 *
 * <p>They share only {@link dev.vouch.circuits.operator.Lanes}. A normalisation whose statistics
 * are constant is a linear map and belongs to {@code linear}.
 */
@NullMarked
package dev.vouch.circuits.operator.normalisation;

import org.jspecify.annotations.NullMarked;
