/** Proves inferences: the facade over the native prover. */
@NullMarked
package dev.vouch.prover;

import org.jspecify.annotations.NullMarked;
