/** Opening of the committed tensors: one sumcheck over their columns (protocol.md §7). */
@NullMarked
package dev.vouch.verifier.opening;

import org.jspecify.annotations.NullMarked;
