/** The transcript of Fiat and Shamir (protocol.md §1) and the reading of the prover's messages. */
@NullMarked
package dev.vouch.verifier.transcript;

import org.jspecify.annotations.NullMarked;
