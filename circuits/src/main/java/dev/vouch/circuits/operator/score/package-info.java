/** What classifiers and regressors of the domain ai.onnx.ml make of their scores. */
@NullMarked
package dev.vouch.circuits.operator.score;

import org.jspecify.annotations.NullMarked;
