/**
 * Commitments to rows of data (formats.md §6, §9, §10; protocol.md §11, rule 37): what a row's
 * points are made of, the ids of data, the files that hold points and openings, and their check.
 * Nothing here knows a circuit but for the format of its ports' rows.
 */
@NullMarked
package dev.vouch.verifier.commitment;

import org.jspecify.annotations.NullMarked;
