/**
 * What a key computes, without its weights: an architecture that is published beside a key, and its
 * audit. Publishing strips the weights of an ONNX model and keeps what compiling was told of them
 * and of calibration data ({@link dev.vouch.circuits.measure}); an audit compiles the stripped
 * model with these answers, and compares circuits.
 */
@NullMarked
package dev.vouch.circuits.audit;

import org.jspecify.annotations.NullMarked;
