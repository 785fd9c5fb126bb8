/**
 * Covectors (protocol.md §2.1): linear functionals on tensors as tensor products of axis vectors,
 * their pull-back through terms, their values on public sources and rows.
 */
@NullMarked
package dev.vouch.verifier.covector;

import org.jspecify.annotations.NullMarked;
