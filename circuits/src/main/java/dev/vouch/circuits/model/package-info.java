/** The file model.vouch (docs/spec/formats.md §5). */
@NullMarked
package dev.vouch.circuits.model;

import org.jspecify.annotations.NullMarked;
