/**
 * Tensors that follow from attributes, shapes and constants alone.
 *
 * <p>None is lowered: all are computed when a model is imported. Those that read no values, only
 * shapes, say so.
 */
@NullMarked
package dev.vouch.circuits.operator.constant;

import org.jspecify.annotations.NullMarked;
