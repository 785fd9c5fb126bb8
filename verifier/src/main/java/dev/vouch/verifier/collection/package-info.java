/** Stage 3: all assertions of a circuit as one equation on its sources (protocol.md §5). */
@NullMarked
package dev.vouch.verifier.collection;

import org.jspecify.annotations.NullMarked;
