/** {@code vouch join}: proofs of parts become the proof of a chain. */
@NullMarked
package dev.vouch.cli.join;

import org.jspecify.annotations.NullMarked;
