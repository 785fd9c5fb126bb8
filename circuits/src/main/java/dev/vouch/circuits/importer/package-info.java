/**
 * From an ONNX file to form 1, a {@link dev.vouch.circuits.graph.Graph}: opsets, symbolic
 * dimensions, the order of nodes, shapes, folding of constants, cleaning, rewrites.
 *
 * <p>An importer that refuses a model names everything that is in the way, so it also asks the
 * compiler which nodes of the incomplete graph could not be lowered whatever their scales.
 */
@NullMarked
package dev.vouch.circuits.importer;

import org.jspecify.annotations.NullMarked;
