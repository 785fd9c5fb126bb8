/**
 * How the axes of a value lie over the axes of the tensor that holds its integers: the algebra by
 * which reshaping, transposing, slicing and broadcasting cost nothing. Knows axes and lengths only.
 */
@NullMarked
package dev.vouch.circuits.view;

import org.jspecify.annotations.NullMarked;
