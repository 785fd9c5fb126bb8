/** From a graph to an integer program and its circuit. */
@NullMarked
package dev.vouch.circuits.compile;

import org.jspecify.annotations.NullMarked;
