/**
 * The graph of a network: import from ONNX, shape inference, constant folding, float interpreter.
 */
@NullMarked
package dev.vouch.circuits.graph;

import org.jspecify.annotations.NullMarked;
