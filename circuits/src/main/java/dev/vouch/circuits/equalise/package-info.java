/**
 * Slices of unlike size. A tensor of integers has one scale, at which small columns or channels
 * beside large ones would lose their digits. So before a graph is lowered, slices of its values are
 * scaled by powers of two until those of one value are alike, and constants are scaled against
 * them: the network computes the same numbers, exactly. Inputs and outputs then have a scale for
 * each slice; inside, factors go into weights, or slices are shifted where an operator does not
 * commute with them. Functions that are looked up are first split into one table for each group of
 * slices of about the same size.
 */
@NullMarked
package dev.vouch.circuits.equalise;

import org.jspecify.annotations.NullMarked;
