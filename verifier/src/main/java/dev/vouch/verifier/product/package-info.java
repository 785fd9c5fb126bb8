/** Products: one batched sumcheck over all 2-operand terms (protocol.md §6). */
@NullMarked
package dev.vouch.verifier.product;

import org.jspecify.annotations.NullMarked;
