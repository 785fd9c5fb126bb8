/**
 * Operators between real numbers and the integers that a framework has quantised them to, and on
 * such integers.
 *
 * <p>Integers are those that onnxruntime computes on CPUs, bit by bit: sums of products exactly,
 * then float32 arithmetic in its order (mlas, quantize.cpp). Where integers become real numbers a
 * scale of the framework is a factor like any other.
 */
@NullMarked
package dev.vouch.circuits.operator.quantisation;

import org.jspecify.annotations.NullMarked;
