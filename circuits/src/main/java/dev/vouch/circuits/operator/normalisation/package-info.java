/** Values divided by a statistic of their own axis. */
@NullMarked
package dev.vouch.circuits.operator.normalisation;

import org.jspecify.annotations.NullMarked;
