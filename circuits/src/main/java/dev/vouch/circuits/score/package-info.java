/**
 * Networks that give a score of each row in place of their outputs: nodes that compare outputs with
 * labels are appended to an ONNX model, so that the score is part of what is proven
 * (docs/scores.md).
 */
@NullMarked
package dev.vouch.circuits.score;

import org.jspecify.annotations.NullMarked;
