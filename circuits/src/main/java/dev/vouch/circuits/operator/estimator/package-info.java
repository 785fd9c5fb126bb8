/** Linear models and support vector machines of the domain ai.onnx.ml. */
@NullMarked
package dev.vouch.circuits.operator.estimator;

import org.jspecify.annotations.NullMarked;
