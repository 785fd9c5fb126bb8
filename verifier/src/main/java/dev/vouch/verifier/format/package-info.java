/**
 * Canonical little-endian byte formats (formats.md, “Conventions”): readers that never trust a
 * count, and writers.
 */
@NullMarked
package dev.vouch.verifier.format;

import org.jspecify.annotations.NullMarked;
