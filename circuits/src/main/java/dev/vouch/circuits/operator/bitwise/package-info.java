/** Functions of the bits of integers in two's complement. */
@NullMarked
package dev.vouch.circuits.operator.bitwise;

import org.jspecify.annotations.NullMarked;
