/** Attention and what goes with it, as compositions of matrix products, Softmax and wiring. */
@NullMarked
package dev.vouch.circuits.operator.attention;

import org.jspecify.annotations.NullMarked;
