/** Ensembles of decision trees, domain ai.onnx.ml. */
@NullMarked
package dev.vouch.circuits.operator.tree;

import org.jspecify.annotations.NullMarked;
