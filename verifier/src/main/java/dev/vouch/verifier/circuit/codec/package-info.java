/** The bytes of circuits and the identifiers made of them (docs/spec/formats.md). */
@NullMarked
package dev.vouch.verifier.circuit.codec;

import org.jspecify.annotations.NullMarked;
