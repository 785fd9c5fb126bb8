/** Operators of the domain ai.onnx.ml, as exports of scikit-learn have them. */
@NullMarked
package dev.vouch.circuits.operator.feature;

import org.jspecify.annotations.NullMarked;
