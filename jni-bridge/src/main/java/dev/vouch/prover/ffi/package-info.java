/**
 * The JNA binding of the native prover (docs/spec/native-abi.md). Internal: callers use {@link
 * dev.vouch.prover.Prover}.
 */
@NullMarked
package dev.vouch.prover.ffi;

import org.jspecify.annotations.NullMarked;
