/**
 * The integer program: the model that is proven, as a list of integer primitives
 * (docs/spec/program.md, docs/spec/primitives.md).
 */
@NullMarked
package dev.vouch.circuits.program;

import org.jspecify.annotations.NullMarked;
