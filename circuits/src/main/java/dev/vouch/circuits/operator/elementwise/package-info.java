/** Arithmetic, cell by cell, of tensors that are broadcast to one another. */
@NullMarked
package dev.vouch.circuits.operator.elementwise;

import org.jspecify.annotations.NullMarked;
