/**
 * Rows of data, cut into the batches that a network takes (protocol.md §11, rule 36): where they
 * come from, how many fit, and what the last batch is filled up with.
 */
@NullMarked
package dev.vouch.circuits.rows;

import org.jspecify.annotations.NullMarked;
