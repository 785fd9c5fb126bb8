/** The file model.vouch (docs/spec/formats.md §5), and how files are written. */
@NullMarked
package dev.vouch.circuits.model;

import org.jspecify.annotations.NullMarked;
