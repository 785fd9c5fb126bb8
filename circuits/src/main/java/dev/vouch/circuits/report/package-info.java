/** How far the integer program of a network is from the network in floating point. */
@NullMarked
package dev.vouch.circuits.report;

import org.jspecify.annotations.NullMarked;
