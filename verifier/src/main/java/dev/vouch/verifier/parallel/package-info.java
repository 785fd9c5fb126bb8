/** Threads that a caller lends to one computation. */
@NullMarked
package dev.vouch.verifier.parallel;

import org.jspecify.annotations.NullMarked;
