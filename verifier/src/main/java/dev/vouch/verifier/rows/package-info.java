/**
 * Proofs of rows of data, several rows a proof (protocol.md §11, rule 36; formats.md §7): which
 * rows a proof is about, files of such proofs, and their verification as one set.
 */
@NullMarked
package dev.vouch.verifier.rows;

import org.jspecify.annotations.NullMarked;
