/**
 * Values divided by a statistic of their own axes.
 *
 * <p>All but Softmax are expanded into operators on statistics, with the nodes of {@code
 * Statistics}: variances are means of exact squares of differences, however small beside their
 * mean. A normalisation whose statistics are constant is a linear map and belongs to {@code
 * linear}.
 */
@NullMarked
package dev.vouch.circuits.operator.normalisation;

import org.jspecify.annotations.NullMarked;
