/** Lookups as one LogUp-GKR tree (protocol.md §4). */
@NullMarked
package dev.vouch.verifier.lookup;

import org.jspecify.annotations.NullMarked;
