/**
 * What there is to know of a circuit or a program without running it: which of its numbers derive
 * from weights or calibration data and are published all the same, how much it multiplies, which
 * nodes of the graph a layer computes.
 */
@NullMarked
package dev.vouch.circuits.facts;

import org.jspecify.annotations.NullMarked;
