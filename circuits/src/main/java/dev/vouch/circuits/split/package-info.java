/**
 * Cuts a compiled network into parts that are proven one by one (protocol.md §11, rule 38): where,
 * and what each part takes over from those before it.
 */
@NullMarked
package dev.vouch.circuits.split;

import org.jspecify.annotations.NullMarked;
