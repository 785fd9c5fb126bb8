/** Proves rows of data, several rows a proof (docs/spec/protocol.md §11, rule 36). */
@NullMarked
package dev.vouch.prover.rows;

import org.jspecify.annotations.NullMarked;
