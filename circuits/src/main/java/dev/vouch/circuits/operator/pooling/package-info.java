/** Windows that slide over spatial axes and keep a mean or a maximum. */
@NullMarked
package dev.vouch.circuits.operator.pooling;

import org.jspecify.annotations.NullMarked;
