/** Losses, as compositions of LogSoftmax, gathering and sums. */
@NullMarked
package dev.vouch.circuits.operator.loss;

import org.jspecify.annotations.NullMarked;
